import type { Person, Role, Sector } from '../../api/types';

export const roleNames: Record<Role, string> = { administrator: 'Beheerder', supervisor: 'Begeleider' };

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
