import { expect, test } from 'vitest';
import { presetsOf, readPeriod } from './periods';

const periods = (today: string) => Object.fromEntries(presetsOf(today).map(({ name, period }) => [name, period]));

test.each([
  ['2026-11-25', '2026-08-01', '2025-08-01', '2026-07-31'],
  ['2026-08-01', '2026-08-01', '2025-08-01', '2026-07-31'],
  ['2026-07-31', '2025-08-01', '2024-08-01', '2025-07-31'],
  ['2027-01-01', '2026-08-01', '2025-08-01', '2026-07-31'],
])('R3.3 on %s the school year began on %s', (today, start, from, until) => {
  expect(periods(today)['Dit schooljaar']).toEqual({ from: start, until: today });
  expect(periods(today)['Vorig schooljaar']).toEqual({ from, until });
});

test.each([
  ['2026-11-25', '2026-11-02'],
  ['2026-11-29', '2026-11-02'],
  ['2026-11-30', '2026-11-09'],
  ['2027-01-01', '2026-12-07'],
])('R3.3 on %s the last four weeks began on Monday %s', (today, from) => {
  expect(periods(today)['Laatste 4 weken']).toEqual({ from, until: today });
});

test('R3.3 the period of an address; what is no day there is of this school year', () => {
  expect(readPeriod('2026-01-01', '2026-02-01', '2026-11-25')).toEqual({ from: '2026-01-01', until: '2026-02-01' });
  expect(readPeriod(undefined, 'gisteren', '2026-11-25')).toEqual({ from: '2026-08-01', until: '2026-11-25' });
  expect(readPeriod('2026-10-01', undefined, '2026-11-25')).toEqual({ from: '2026-10-01', until: '2026-11-25' });
});
