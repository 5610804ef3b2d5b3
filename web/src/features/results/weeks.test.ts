import { expect, test } from 'vitest';
import { timeText } from './time';
import { spokenName } from './words';
import { daysOf, isWeek, numberOf, weekAfter } from './weeks';

test.each([
  ['2026-W48', 1, '2026-W49'],
  ['2026-W48', -1, '2026-W47'],
  ['2026-W53', 1, '2027-W01'],
  ['2027-W01', -1, '2026-W53'],
  ['2024-W52', 1, '2025-W01'],
  ['2021-W01', -1, '2020-W53'],
  ['2026-W10', 52, '2027-W09'],
])('R3.2 %s and %i weeks is %s', (week, steps, other) => {
  expect(weekAfter(week, steps)).toBe(other);
});

test.each(['2025-W53', '2026-W00', '2026-W54', '2026-48', 'W48', ''])('R3.2 %s is no week', (text) => {
  expect(isWeek(text)).toBe(false);
});

test('R3.2 the days of a week, also over the end of a month and a year', () => {
  expect(daysOf('2026-W48')).toBe('23 t/m 29 november 2026');
  expect(daysOf('2026-W49')).toBe('30 november t/m 6 december 2026');
  expect(daysOf('2026-W53')).toBe('28 december 2026 t/m 3 januari 2027');
  expect(numberOf('2026-W05')).toBe(5);
});

test.each([
  [0, '0 min'],
  [20, '< 1 min'],
  [60, '1 min'],
  [3600, '1 u'],
  [4830, '1 u 21 min'],
  [3590, '1 u'],
])('R3.2 %i seconds of practice is shown as %s', (seconds, text) => {
  expect(timeText(seconds)).toBe(text);
});

test.each([
  ['Jansen, Fenna', 'Fenna Jansen'],
  ['Velde, Piet van der', 'Piet van der Velde'],
  ['Fenna', 'Fenna'],
])('R3.2 %s is called %s', (sorted, spoken) => {
  expect(spokenName(sorted)).toBe(spoken);
});
