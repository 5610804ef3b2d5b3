import type { Credentials } from '../../../api/types';
import { Note } from '../../../ui/Note';
import classes from './create.module.css';
import { Downloads } from './Downloads';

interface Props {
  school: { id: string; name: string };
  pupil: Credentials & { display_name: string };
  onKept: () => void;
}

/** How one pupil signs in; the only time that the password can be seen (R4.4.8). */
export function Ticket({ school, pupil, onKept }: Props) {
  return (
    <>
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
    </>
  );
}
