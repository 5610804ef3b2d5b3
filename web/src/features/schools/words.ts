import type { Sector } from '../../api/types';

const sectors: Record<Sector, string> = {
  po: 'Basisonderwijs',
  so: 'Speciaal onderwijs',
  vo: 'Voortgezet onderwijs',
};

export const sectorName = (sector: string) => sectors[sector as Sector];

export const yearGroupName = (sector: string, year: number) => `${sector === 'vo' ? 'Leerjaar' : 'Groep'} ${year}`;

export const yearGroups = (sector: string): number[] =>
  Array.from({ length: sector === 'vo' ? 6 : 8 }, (_, index) => index + 1);
