import { useState } from 'react';
import { linkProfessionals } from '../../../api/calls';
import type { Role } from '../../../api/types';
import { ChoiceCards } from '../../../ui/ChoiceCards';
import { roleNames } from '../../accounts/words';
import { roleNotes, whoAre } from '../words';
import { linkedText } from './linking';
import { allHave, allRoles, hadBy, mayHaveProducts, summaryOfLinking } from './roles';
import { toTicked } from './selection';
import { TaskForm, type TaskProps } from './TaskForm';

/** R4.6.4 */
export function ProfessionalsDialog({ school, people, products, ...task }: TaskProps) {
  const [roles, setRoles] = useState<Role[]>([]);
  const [picked, setPicked] = useState<string[]>([]);
  const [tried, setTried] = useState(false);
  const given = roles.filter((role) => !allHave(people, role));
  const open = mayHaveProducts(people, roles);
  const sent = open ? picked : [];
  const summary = summaryOfLinking(people, given, sent, products);
  return (
    <TaskForm
      {...task}
      title="Professionals koppelen"
      button="Toevoegen"
      people={people}
      summary={summary}
      todo={`Kies een rol of een product voor ${whoAre(people)}.`}
      check={() => {
        setTried(true);
        return summary !== undefined;
      }}
      run={() => linkProfessionals(school.id, toTicked(people), given, sent)}
      told={(done) => linkedText(done, 'professional is', 'professionals zijn')}
    >
      <ChoiceCards
        legend="Welke rol komt erbij?"
        type="checkbox"
        value={roles}
        onChange={setRoles}
        error={tried && summary === undefined ? 'Kies een rol of een product' : undefined}
        options={allRoles.map((role) => ({
          value: role,
          label: roleNames[role],
          note: hadBy(people, role) ?? roleNotes[role],
          had: allHave(people, role),
        }))}
      />
      {open ? (
        <ChoiceCards
          legend="Welke producten horen daarbij?"
          hint="Dit mag je overslaan."
          type="checkbox"
          value={picked}
          onChange={setPicked}
          options={products.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : (
        <p>Producten zijn er voor begeleiders. Kies eerst die rol, dan kun je ze hier geven.</p>
      )}
    </TaskForm>
  );
}
