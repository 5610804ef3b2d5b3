import { expect, test } from 'vitest';
import type { ImportRow } from '../../../api/types';
import { allowedUserName } from '../../accounts/profile';
import { fullName } from '../words';
import { emptyPupil, faultsIn } from './pupil';
import { isBad, nextPlace, placesIn } from './rows';

const row = (number: number, part: Partial<ImportRow> = {}): ImportRow => ({
  number,
  first_name: 'Fenna',
  infix: '',
  last_name: 'Jansen',
  year_group: '5',
  user_name: `fenna.${number}`,
  password: 'boom-vis-27',
  roles: '',
  email: '',
  skip: false,
  keep: false,
  faults: [],
  ...part,
});

const rows = [
  row(2),
  row(3, {
    faults: [
      { field: 'password', code: 'too_short' },
      { field: 'first_name', code: 'required' },
    ],
  }),
  row(4, { faults: [{ field: 'user_name', code: 'taken' }], skip: true }),
  row(5, { duplicate: 'active' }),
  row(6, { duplicate: 'archived', keep: true }),
];

test('R4.4.4 R4.4.9 what must be mended: cells with a fault and duplicates without a choice, not what is skipped', () => {
  expect(rows.filter(isBad).map(({ number }) => number)).toEqual([3, 5]);
  expect(placesIn(rows)).toEqual([
    { number: 3, field: 'first_name' },
    { number: 3, field: 'password' },
    { number: 5, field: 'duplicate' },
  ]);
});

test('R4.4.4 the next fault, from where one is, and round again', () => {
  const places = placesIn(rows);
  expect(nextPlace(places, rows, undefined)).toEqual({ number: 3, field: 'first_name' });
  expect(nextPlace(places, rows, { number: 3, field: 'first_name' })).toEqual({ number: 3, field: 'password' });
  expect(nextPlace(places, rows, { number: 4, field: 'infix' })).toEqual({ number: 5, field: 'duplicate' });
  expect(nextPlace(places, rows, { number: 5, field: 'duplicate' })).toEqual({ number: 3, field: 'first_name' });
  expect(nextPlace([], rows, undefined)).toBeUndefined();
});

test('R4.4.6 2A: all but the infix is needed, and a supervisor for every product', () => {
  expect(Object.keys(faultsIn(emptyPupil, 'po'))).toEqual(['first_name', 'last_name', 'year_group', 'products']);
  const filled = { ...emptyPupil, first_name: 'A', last_name: 'B', year_group: '8', products: ['1'] };
  expect(faultsIn(filled, 'po')).toEqual({ 'supervisors.1': 'Kies minstens één begeleider' });
  expect(faultsIn({ ...filled, supervisors: { 1: ['s1'] } }, 'po')).toEqual({});
  expect(faultsIn({ ...filled, supervisors: { 1: ['s1'] } }, 'vo')).toHaveProperty('year_group');
});

test('R4.4.6 2B: which user names are allowed', () => {
  expect(['abc', 'fenna.j', 'a-b_9'].every(allowedUserName)).toBe(true);
  expect(['ab', 'Fenna', 'zoë', 'a b c', 'a'.repeat(41)].some(allowedUserName)).toBe(false);
});

test('a full name leaves no double blank where there is no infix', () => {
  expect(fullName({ first_name: ' Fenna ', infix: '', last_name: 'Jansen' })).toBe('Fenna Jansen');
});
