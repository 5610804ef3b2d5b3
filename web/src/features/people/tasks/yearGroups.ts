import { counted, names } from '../../../api/messages';
import type { Person } from '../../../api/types';
import { yearGroupName, yearGroups } from '../../schools/words';
import { whoAre } from '../words';

export type Direction = 'up' | 'down';

const steps: Record<Direction, number> = { up: 1, down: -1 };

/** Those for whom there is no year group that way. */
export const atTheEnd = (people: Person[], sector: string, direction: Direction) =>
  people.filter(
    ({ year_group: year }) =>
      year !== null && year !== undefined && !yearGroups(sector).includes(year + steps[direction]),
  );

/** 'Je zet 12 leerlingen een leerjaar verder: 8 van groep 3 naar 4 en 4 van groep 4 naar 5.' */
export function summaryOfYears(people: Person[], sector: string, direction: Direction): string {
  const perYear = new Map<number, number>();
  for (const { year_group: year } of people) {
    if (typeof year === 'number') perYear.set(year, (perYear.get(year) ?? 0) + 1);
  }
  const parts = [...perYear]
    .toSorted(([a], [b]) => a - b)
    .map(([year, count]) => {
      const change = `van ${yearGroupName(sector, year).toLowerCase()} naar ${year + steps[direction]}`;
      return people.length === 1 ? change : `${count} ${change}`;
    });
  return `Je zet ${whoAre(people)} een leerjaar ${direction === 'up' ? 'verder' : 'terug'}: ${names(parts)}.`;
}

export const changedText = (done: { people: number }, direction: Direction) =>
  `${counted(done.people, 'leerling gaat', 'leerlingen gaan')} een leerjaar ${direction === 'up' ? 'verder' : 'terug'}.`;
