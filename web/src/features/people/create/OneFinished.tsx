import type { Credentials } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { Note } from '../../../ui/Note';
import classes from './create.module.css';
import { Downloads } from './Downloads';
import { StepHeading } from './StepHeading';

interface Props {
  school: { id: string; name: string };
  pupil: Credentials & { display_name: string };
  onKept: () => void;
  onAgain: () => void;
  onDone: () => void;
}

export function OneFinished({ school, pupil, onKept, onAgain, onDone }: Props) {
  return (
    <section className={classes.step}>
      <StepHeading>{`${pupil.display_name} kan aan de slag`}</StepHeading>
      <dl className={classes.ticket}>
        <div>
          <dt>Gebruikersnaam</dt>
          <dd>{pupil.user_name}</dd>
        </div>
        <div>
          <dt>Wachtwoord</dt>
          <dd>{pupil.password}</dd>
        </div>
      </dl>
      <Note>
        <p>Bewaar deze gegevens nu. Het wachtwoord kun je later niet meer zien.</p>
      </Note>
      <Downloads school={school} pupils={[pupil]} onKept={onKept} />
      <div className={classes.buttons}>
        <Button variant="default" size="md" onClick={onAgain}>
          Nog een leerling
        </Button>
        <Button size="md" onClick={onDone}>
          Afronden
        </Button>
      </div>
    </section>
  );
}
