import { PeopleIcon, PersonIcon } from '../../../ui/icons';
import { Note } from '../../../ui/Note';
import classes from './create.module.css';
import { StepHeading } from './StepHeading';

interface Props {
  chosen: 'een' | 'meer' | undefined;
  supervisors: number;
  onChoose: (number: 'een' | 'meer') => void;
}

export function ChooseStep({ chosen, supervisors, onChoose }: Props) {
  // R4.4.5
  const blocked = supervisors === 0;
  const choices = [
    {
      value: 'een',
      Icon: PersonIcon,
      name: 'Eén leerling',
      text: 'Je vult de gegevens zelf in. De leerling kan meteen aan de slag.',
    },
    {
      value: 'meer',
      Icon: PeopleIcon,
      name: 'Meerdere leerlingen',
      text: 'Je vult een Excel-lijst in, bijvoorbeeld voor een hele klas.',
    },
  ] as const;
  return (
    <section className={classes.step}>
      <StepHeading>Hoeveel leerlingen wil je aanmaken?</StepHeading>
      {blocked ? (
        <div id="geen-begeleider">
          <Note title="Er is nog geen begeleider op deze school">
            <p>
              Een leerling hoort altijd bij een begeleider. Geef eerst iemand die rol; daarna kun je hier leerlingen
              aanmaken.
            </p>
          </Note>
        </div>
      ) : null}
      <div className={classes.choices}>
        {choices.map(({ value, Icon, name, text }) => (
          <button
            key={value}
            type="button"
            className={classes.choice}
            data-chosen={chosen === value ? true : undefined}
            aria-disabled={blocked}
            aria-describedby={blocked ? 'geen-begeleider' : undefined}
            onClick={() => {
              if (!blocked) onChoose(value);
            }}
          >
            <Icon size={40} />
            <strong>{name}</strong>
            <span>{text}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
