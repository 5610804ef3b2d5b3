import { useQueryClient } from '@tanstack/react-query';
import { undo } from '../../api/calls';
import { counted } from '../../api/messages';
import type { Done } from '../../api/types';
import { notifyBad, notifyGood } from '../../ui/notify';
import { schoolKey } from '../schools/queries';

/** Tells what was done, with the way back when there is one; and fetches the school's people anew. */
export function useTellDone(school: string, back?: () => HTMLElement | null) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: schoolKey(school) });
  return (done: Done, sentence: string) => {
    const token = done.undo;
    const takeBack = (text: string) => {
      undo(school, text)
        .then((undone) =>
          notifyGood(
            `Ongedaan gemaakt. ${counted(undone.people, 'gebruiker is', 'gebruikers zijn')} weer zoals ervoor.`,
          ),
        )
        .catch(notifyBad)
        .finally(() => void refresh());
    };
    notifyGood(
      sentence,
      token === null || token === undefined
        ? undefined
        : { label: 'Ongedaan maken', run: () => takeBack(token), ...(back === undefined ? {} : { back }) },
    );
    void refresh();
  };
}
