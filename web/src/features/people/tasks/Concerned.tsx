import { counted, fitsInSentence } from '../../../api/messages';
import type { Problem } from '../../../api/problem';
import type { Person } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { fullName } from '../words';
import classes from './TaskForm.module.css';

interface Props {
  problem: Problem;
  people: Person[];
  onDrop: (people: Person[]) => void;
}

/** R4.5.3, R4.10.1: all whom a refusal is about, however many, and the way on without them. */
export function Concerned({ problem, people, onDrop }: Props) {
  const lines = problem.concerns.flatMap(({ name, about }) => {
    const whom = about ?? name;
    return whom === null || whom === undefined || whom === '' ? [] : [whom];
  });
  const chosen = chosenOf(problem, people);
  return (
    <>
      {fitsInSentence(lines.length) ? null : (
        <ul className={classes.whom} tabIndex={0} aria-label="Om wie het gaat">
          {lines.map((line, at) => (
            // Two people may have the same name.
            <li key={at}>{line}</li>
          ))}
        </ul>
      )}
      {chosen.length === 0 || chosen.length === people.length ? null : (
        <Button variant="default" onClick={() => onDrop(chosen)}>
          {`Haal ${counted(chosen.length, 'gebruiker', 'gebruikers')} uit de keuze`}
        </Button>
      )}
    </>
  );
}

/** Those of the choice whom it is about. A refusal has names only: with namesakes about, nobody can tell. */
function chosenOf(problem: Problem, people: Person[]): Person[] {
  const named = new Set(problem.concerns.map(({ name }) => name));
  const found = people.filter((person) => named.has(fullName(person)));
  return found.length === named.size ? found : [];
}
