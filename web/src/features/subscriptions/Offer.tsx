import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ended, messageOf } from '../../api/messages';
import { Button } from '../../ui/Button';
import { Dialog, DialogButtons } from '../../ui/Dialog';
import { Note } from '../../ui/Note';
import { notifyGood } from '../../ui/notify';
import { schoolKey } from '../schools/queries';

interface Props {
  school: string;
  text: string;
  button: string;
  /** What is asked before it is done, and in one sentence what it means. */
  question: string;
  sentence: string;
  run: () => Promise<{ given: number }>;
  told: (given: number) => string;
}

/** Licences for pupils who have none, or one that ends before this subscription does: after one question. */
export function Offer({ school, text, button, question, sentence, run, told }: Props) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const give = useMutation({
    mutationFn: run,
    onSuccess: ({ given }) => {
      setAsking(false);
      notifyGood(ended(told(given)));
    },
    // Also after a refusal: there may be more or fewer of them now.
    onSettled: () => queryClient.invalidateQueries({ queryKey: schoolKey(school) }),
  });
  const close = () => {
    setAsking(false);
    give.reset();
  };
  return (
    <Note>
      <p>{text}</p>
      <Button onClick={() => setAsking(true)}>{button}</Button>
      <Dialog title={question} open={asking} onClose={close} size="sm">
        <p>{sentence}</p>
        {give.isError ? (
          <Note kind="bad">
            <p>{messageOf(give.error)}</p>
          </Note>
        ) : null}
        <DialogButtons>
          <Button variant="default" size="md" onClick={close}>
            Annuleren
          </Button>
          <Button size="md" loading={give.isPending} onClick={() => give.mutate()}>
            {button}
          </Button>
        </DialogButtons>
      </Dialog>
    </Note>
  );
}
