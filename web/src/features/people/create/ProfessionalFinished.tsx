import type { CreatedProfessional } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { MailIcon } from '../../../ui/icons';
import classes from './create.module.css';
import { StepHeading } from './StepHeading';

interface Props {
  school: { name: string };
  made: CreatedProfessional & { full_name: string };
  onAgain: () => void;
  onDone: () => void;
}

/** R4.4.2, step 3; R4.4.3: who had an account elsewhere is told by mail, and nothing of that other school shows. */
export function ProfessionalFinished({ school, made, onAgain, onDone }: Props) {
  return (
    <section className={classes.step}>
      <StepHeading>
        {made.joined ? `${made.full_name} hoort nu bij ${school.name}` : `${made.full_name} is aangemaakt`}
      </StepHeading>
      <div className={classes.mail}>
        <MailIcon size={40} />
        <p>
          We stuurden een mail naar <strong>{made.email}</strong>.{' '}
          {made.joined
            ? 'Dit e-mailadres had al een account bij Lexipoort. Inloggen gaat met het wachtwoord dat er al was.'
            : 'Daarin staat hoe je collega een wachtwoord kiest.'}
        </p>
      </div>
      <div className={classes.buttons}>
        <Button variant="default" size="md" onClick={onAgain}>
          Nog een professional
        </Button>
        <Button size="md" onClick={onDone}>
          Afronden
        </Button>
      </div>
    </section>
  );
}
