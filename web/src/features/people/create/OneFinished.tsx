import type { Credentials } from '../../../api/types';
import { Button } from '../../../ui/Button';
import classes from './create.module.css';
import { StepHeading } from './StepHeading';
import { Ticket } from './Ticket';

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
      <Ticket school={school} pupil={pupil} onKept={onKept} />
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
