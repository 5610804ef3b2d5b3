import { counted, names } from '../../api/messages';
import type { Person, Role, Sector } from '../../api/types';

export const roleNames: Record<Role, string> = { administrator: 'Beheerder', supervisor: 'Begeleider' };

/** 'Beheerder en begeleider' */
export const roleSentence = (roles: Role[]): string =>
  roles.length === 0
    ? 'Geen rol'
    : roles.map((role, at) => (at === 0 ? roleNames[role] : roleNames[role].toLowerCase())).join(' en ');

/** What one does with it, in a few words. */
export const roleNotes: Record<Role, string> = {
  supervisor: 'ziet de resultaten van eigen leerlingen',
  administrator: 'regelt gebruikers en instellingen',
};

const sectors: Record<Sector, string> = {
  po: 'Basisonderwijs',
  so: 'Speciaal onderwijs',
  vo: 'Voortgezet onderwijs',
};

export const sectorName = (sector: string) => sectors[sector as Sector];

export const yearGroupName = (sector: string, year: number) => `${sector === 'vo' ? 'Leerjaar' : 'Groep'} ${year}`;

export const yearGroups = (sector: string): number[] =>
  Array.from({ length: sector === 'vo' ? 6 : 8 }, (_, index) => index + 1);

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
