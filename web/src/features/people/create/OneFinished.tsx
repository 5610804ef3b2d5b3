import { useState } from 'react';
import type { Credentials } from '../../../api/types';
import { Button } from '../../../ui/Button';
import classes from './create.module.css';
import { KeepFirstDialog } from './KeepFirstDialog';
import { StepHeading } from './StepHeading';
import { Ticket } from './Ticket';

interface Props {
  school: { id: string; name: string };
  pupil: Credentials & { display_name: string };
  kept: boolean;
  onKept: () => void;
  onAgain: () => void;
  onDone: () => void;
}

export function OneFinished({ school, pupil, kept, onKept, onAgain, onDone }: Props) {
  const [asked, setAsked] = useState<'again' | 'done' | undefined>();
  const go = { again: onAgain, done: onDone };
  const leave = (way: 'again' | 'done') => (kept ? go[way]() : setAsked(way));
  return (
    <section className={classes.step}>
      <StepHeading>{`${pupil.display_name} kan aan de slag`}</StepHeading>
      <Ticket school={school} pupil={pupil} onKept={onKept} />
      <div className={classes.buttons}>
        <Button variant="default" size="md" onClick={() => leave('again')}>
          Nog een leerling
        </Button>
        <Button size="md" onClick={() => leave('done')}>
          Afronden
        </Button>
      </div>
      {asked === undefined ? null : (
        <KeepFirstDialog
          go={asked === 'done' ? 'Toch afronden' : 'Toch verder'}
          onGo={go[asked]}
          onStay={() => setAsked(undefined)}
        >
          Je hebt ze hier nog niet gedownload. Hierna is het wachtwoord niet meer te zien.
        </KeepFirstDialog>
      )}
    </section>
  );
}
