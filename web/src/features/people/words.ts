import { counted, names } from '../../api/messages';
import type { Person, Role } from '../../api/types';
import { roleNames } from '../accounts/words';

/** What one does with a role, in a few words. */
export const roleNotes: Record<Role, string> = {
  supervisor: 'ziet de resultaten van eigen leerlingen',
  administrator: 'regelt gebruikers en instellingen',
};

export const rolesOf = (person: Person): string[] =>
  person.kind === 'pupil' ? ['Leerling'] : person.roles.map((role) => roleNames[role]);

/** As one says it: 'Piet van der Velde'. */
export const fullName = (name: { first_name: string; infix: string; last_name: string }) =>
  [name.first_name, name.infix, name.last_name]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');

/** 'Fenna Jansen', 'Fenna Jansen en Sem Bos', '12 leerlingen en 1 professional' */
export function whoAre(people: Person[]): string {
  if (people.length <= 3) return names(people.map(fullName));
  const pupils = people.filter(({ kind }) => kind === 'pupil').length;
  const others = people.length - pupils;
  return names([
    pupils === 0 ? '' : counted(pupils, 'leerling', 'leerlingen'),
    others === 0 ? '' : counted(others, 'professional', 'professionals'),
  ]);
}
