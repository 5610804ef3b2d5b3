import { useState } from 'react';
import { removeRole } from '../../../api/calls';
import type { Role } from '../../../api/types';
import { ChoiceCards } from '../../../ui/ChoiceCards';
import { roleNames } from '../../accounts/words';
import { allRoles, removedText, summaryOfRemoving } from './roles';
import { toTicked } from './selection';
import { TaskForm, type TaskProps } from './TaskForm';

/** R4.9.1 */
export function RemoveRoleDialog({ school, people, ...task }: TaskProps) {
  const [role, setRole] = useState<Role | undefined>();
  const [tried, setTried] = useState(false);
  const having = (one: Role) => people.filter(({ roles }) => roles.includes(one)).length;
  return (
    <TaskForm
      {...task}
      title="Rollen verwijderen"
      button="Rollen verwijderen"
      people={people}
      summary={role === undefined ? undefined : summaryOfRemoving(people, role)}
      todo="Kies de rol die weg moet."
      check={() => {
        setTried(true);
        return role !== undefined;
      }}
      run={() => removeRole(school.id, toTicked(people), role ?? 'supervisor')}
      told={(done) => removedText(done, role ?? 'supervisor')}
    >
      <ChoiceCards
        legend="Welke rol moet weg?"
        type="radio"
        value={role === undefined ? [] : [role]}
        onChange={([picked]) => setRole(picked)}
        error={tried && role === undefined ? 'Kies een rol' : undefined}
        options={allRoles.map((one) => ({
          value: one,
          label: roleNames[one],
          note:
            having(one) === 0
              ? 'niemand die je koos heeft deze rol'
              : `${having(one)} van de ${people.length} ${having(one) === 1 ? 'heeft' : 'hebben'} deze rol`,
          disabled: having(one) === 0,
        }))}
      />
    </TaskForm>
  );
}
