import { Button } from '../../ui/Button';
import { Note } from '../../ui/Note';
import { type Difference, fieldNames, type ProfileField } from './profile';
import classes from './profile.module.css';

interface Props {
  /** A value as people read it. */
  shown: (field: ProfileField, value: string) => string;
  found: Difference[];
  onTake: (field: ProfileField) => void;
}

/** Two people at one profile: what the other one changed, field by field; what was typed here is still there. */
export function Conflict({ shown, found, onTake }: Props) {
  const kept = found.filter(({ yours }) => yours === undefined);
  const clashes = found.filter(({ yours }) => yours !== undefined);
  return (
    <Note kind="tip" live title="Iemand anders veranderde dit profiel net">
      {found.length === 0 ? <p>In deze velden is niets anders. Je kunt gewoon opslaan.</p> : null}
      {kept.length === 0 ? null : (
        <ul className={classes.differences}>
          {kept.map(({ field, theirs }) => (
            <li key={field}>
              {`${fieldNames[field]}: nu `}
              <strong>{shown(field, theirs)}</strong> (overgenomen)
            </li>
          ))}
        </ul>
      )}
      {clashes.length === 0 ? null : (
        <>
          <p>Wat jij typte staat er nog. Bewaar het met ‘Toch opslaan’, of neem over wat er nu staat.</p>
          <dl className={classes.clashes}>
            {clashes.map(({ field, theirs, yours }) => (
              <div key={field}>
                <dt>{fieldNames[field]}</dt>
                <dd>
                  <span>Staat er nu</span>
                  <strong>{shown(field, theirs)}</strong>
                </dd>
                <dd>
                  <span>Typte jij</span>
                  <strong>{shown(field, yours ?? '')}</strong>
                </dd>
                <dd>
                  <Button
                    variant="default"
                    aria-label={`Neem over bij ${fieldNames[field]}: ${shown(field, theirs)}`}
                    onClick={() => onTake(field)}
                  >
                    Neem over
                  </Button>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Note>
  );
}
