import { useId } from 'react';
import type { PeopleKind } from '../../../api/types';
import { BadgeIcon, PeopleIcon, PersonIcon } from '../../../ui/icons';
import { Note } from '../../../ui/Note';
import classes from './create.module.css';
import { StepHeading } from './StepHeading';

export interface Choice {
  kind: PeopleKind;
  number: 'een' | 'meer';
}

interface Props {
  chosen: Choice | undefined;
  supervisors: number;
  onChoose: (choice: Choice) => void;
}

const groups = [
  {
    kind: 'professionals',
    name: 'Onderwijsprofessional',
    choices: [
      {
        number: 'een',
        Icon: BadgeIcon,
        name: 'Eén professional',
        text: 'Je vult de gegevens zelf in. Een mail met uitleg gaat meteen weg.',
      },
      {
        number: 'meer',
        Icon: PeopleIcon,
        name: 'Meerdere professionals',
        text: 'Je vult een Excel-lijst in, bijvoorbeeld voor het hele team.',
      },
    ],
  },
  {
    kind: 'pupils',
    name: 'Leerling',
    choices: [
      {
        number: 'een',
        Icon: PersonIcon,
        name: 'Eén leerling',
        text: 'Je vult de gegevens zelf in. De leerling kan meteen aan de slag.',
      },
      {
        number: 'meer',
        Icon: PeopleIcon,
        name: 'Meerdere leerlingen',
        text: 'Je vult een Excel-lijst in, bijvoorbeeld voor een hele klas.',
      },
    ],
  },
] as const;

/** R4.4.1, step 1 */
export function ChooseStep({ chosen, supervisors, onChoose }: Props) {
  const id = useId();
  return (
    <section className={classes.step}>
      <StepHeading>Wie wil je aanmaken?</StepHeading>
      {groups.map(({ kind, name, choices }) => {
        // R4.4.5
        const blocked = kind === 'pupils' && supervisors === 0;
        return (
          <div key={kind} role="group" aria-labelledby={`${id}-${kind}`} className={classes.kind}>
            <h3 id={`${id}-${kind}`}>{name}</h3>
            {blocked ? (
              <div id={`${id}-reden`}>
                <Note title="Er is nog geen begeleider op deze school">
                  <p>
                    Een leerling hoort altijd bij een begeleider. Geef eerst iemand die rol; daarna kun je hier
                    leerlingen aanmaken.
                  </p>
                </Note>
              </div>
            ) : null}
            <div className={classes.choices}>
              {choices.map((choice) => (
                <button
                  key={choice.number}
                  type="button"
                  className={classes.choice}
                  data-chosen={chosen?.kind === kind && chosen.number === choice.number ? true : undefined}
                  aria-disabled={blocked}
                  aria-describedby={blocked ? `${id}-reden` : undefined}
                  onClick={() => {
                    if (!blocked) onChoose({ kind, number: choice.number });
                  }}
                >
                  <choice.Icon size={32} />
                  <strong>{choice.name}</strong>
                  <span>{choice.text}</span>
                </button>
              ))}
            </div>
          </div>
        );
      })}
    </section>
  );
}
