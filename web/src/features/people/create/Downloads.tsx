import { useMutation } from '@tanstack/react-query';
import { getCards, getSheet } from '../../../api/calls';
import { saveAs } from '../../../api/download';
import { messageOf } from '../../../api/messages';
import type { CredentialsOfPupils } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { CardsIcon, FileIcon } from '../../../ui/icons';
import { Note } from '../../../ui/Note';
import classes from './create.module.css';

interface Props {
  school: { id: string; name: string };
  pupils: CredentialsOfPupils['pupils'];
  onKept: () => void;
}

/** R4.4.8 */
export function Downloads({ school, pupils, onKept }: Props) {
  const body = { school_name: school.name, pupils };
  const cards = useMutation({
    mutationFn: () => getCards(school.id, body),
    onSuccess: (pdf) => {
      saveAs(pdf, 'inlogkaartjes.pdf');
      onKept();
    },
  });
  const sheet = useMutation({
    mutationFn: () => getSheet(school.id, body),
    onSuccess: (xlsx) => {
      saveAs(xlsx, 'inloggegevens.xlsx');
      onKept();
    },
  });
  const error = cards.error ?? sheet.error;
  return (
    <>
      <div className={classes.downloads}>
        <Button size="md" leftSection={<CardsIcon />} loading={cards.isPending} onClick={() => cards.mutate()}>
          {pupils.length === 1 ? 'Kaartje (pdf)' : 'Kaartjes om uit te knippen (pdf)'}
        </Button>
        <Button
          variant="default"
          size="md"
          leftSection={<FileIcon />}
          loading={sheet.isPending}
          onClick={() => sheet.mutate()}
        >
          Lijst (Excel)
        </Button>
      </div>
      {error === null ? null : (
        <Note kind="bad">
          <p>{messageOf(error)}</p>
        </Note>
      )}
    </>
  );
}
