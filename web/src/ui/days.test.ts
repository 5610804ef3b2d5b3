import { afterEach, expect, test, vi } from 'vitest';
import { fieldMomentOf, longDay, momentOf, shortDay, today } from './days';

afterEach(() => {
  vi.useRealTimers();
});

test('R4.13.1 a day as it is read in a table and in a sentence', () => {
  expect(shortDay('2027-07-31')).toBe('31-07-2027');
  expect(longDay('2027-08-01')).toBe('1 augustus 2027');
  expect(longDay('2028-02-29')).toBe('29 februari 2028');
});

test.each([
  ['2026-11-25T22:59:59Z', '2026-11-25'],
  ['2026-11-25T23:00:00Z', '2026-11-26'],
  ['2027-07-31T21:59:59Z', '2027-07-31'],
  ['2027-07-31T22:00:00Z', '2027-08-01'],
])('R4.13.5 at %s it is %s in Amsterdam', (moment, day) => {
  vi.useFakeTimers({ now: new Date(moment), toFake: ['Date'] });
  expect(today()).toBe(day);
});

test.each([
  ['2026-11-25T14:30', '2026-11-25T13:30:00Z'],
  ['2027-07-31T14:30', '2027-07-31T12:30:00Z'],
  ['2027-03-28T01:59', '2027-03-28T00:59:00Z'],
  ['2027-03-28T03:00', '2027-03-28T01:00:00Z'],
  ['2026-10-25T03:00', '2026-10-25T02:00:00Z'],
])('R8.1 %s in the Netherlands is %s, and back', (text, moment) => {
  expect(momentOf(text)).toBe(Date.parse(moment) / 1000);
  expect(fieldMomentOf(Date.parse(moment) / 1000)).toBe(text);
});

test('R8.1 what is no moment is none', () => {
  expect(momentOf('')).toBeUndefined();
  expect(momentOf('gisteren')).toBeUndefined();
});
