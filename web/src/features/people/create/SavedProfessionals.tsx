import { counted, messageOf, names } from '../../../api/messages';
import type { Import } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { MailIcon } from '../../../ui/icons';
import { Note } from '../../../ui/Note';
import { fullName } from '../words';
import classes from './create.module.css';
import { StepHeading } from './StepHeading';
import { useEndImport } from './useEndImport';

interface Props {
  school: string;
  draft: Import;
  /** To the archive when somebody is there, to be linked. */
  onDone: (to: 'archief' | 'gebruikers') => Promise<void>;
}

/** R4.4.4, step 3: mails are sent; supervisors wait in the archive until they are linked. */
export function SavedProfessionals({ school, draft, onDone }: Props) {
  const rows = draft.rows.filter(({ skip }) => !skip);
  const waiting = rows.filter(({ roles }) => !/beheerder/i.test(roles));
  const end = useEndImport(school, draft.id, () => onDone(waiting.length > 0 ? 'archief' : 'gebruikers'));
  return (
    <section className={classes.step}>
      <StepHeading>{counted(draft.created, 'professional is aangemaakt', 'professionals zijn aangemaakt')}</StepHeading>
      <div className={classes.mail}>
        <MailIcon size={40} />
        <p>
          {draft.created === 1 ? 'Er is een mail onderweg' : 'Iedereen krijgt een mail'} met hoe je een wachtwoord
          kiest. Wie al een account had, leest daarin dat deze school erbij is gekomen.
        </p>
      </div>
      {waiting.length === 0 ? (
        <p>Ze staan in het gebruikersoverzicht en kunnen meteen aan de slag.</p>
      ) : (
        <Note title={`${counted(waiting.length, 'begeleider staat', 'begeleiders staan')} nog in het archief`}>
          <p>{`Dat ${waiting.length === 1 ? 'is' : 'zijn'} ${names(waiting.map(fullName))}. Geef ${waiting.length === 1 ? 'die' : 'ze'} daar eerst een product. Daarna kun je er leerlingen aan koppelen.`}</p>
        </Note>
      )}
      {end.isError ? (
        <Note kind="bad">
          <p>{messageOf(end.error)}</p>
        </Note>
      ) : null}
      <div className={classes.buttons}>
        <Button size="md" loading={end.isPending} onClick={() => end.mutate()}>
          {waiting.length === 0 ? 'Afronden' : 'Afronden en koppelen'}
        </Button>
      </div>
    </section>
  );
}
