import { expect, test } from 'vitest';
import { current, faultsIn, linkedText, summaryOf, toSend } from './linking';

const products = [
  { id: '1', slug: 'bouw', name: 'Bouw!', icon: '' },
  { id: '2', slug: 'letterster', name: 'Letterster', icon: '' },
];
const supervisors = [
  { id: 's1', display_name: 'Vries, Anna de' },
  { id: 's2', display_name: 'Bakker, Bob' },
];

test('R4.6.5 one sentence says what will be linked', () => {
  expect(summaryOf(1, [{ id: 1, product: '', supervisors: ['s1'] }], products, supervisors)).toBeUndefined();
  expect(
    summaryOf(
      12,
      [
        { id: 2, product: '1', supervisors: ['s1', 's2'] },
        { id: 3, product: current, supervisors: ['s2'] },
      ],
      products,
      supervisors,
    ),
  ).toBe(
    'Je koppelt 12 leerlingen aan Bouw! met ‘Vries, Anna de’ en ‘Bakker, Bob’ en hun huidige product met ‘Bakker, Bob’.',
  );
});

test('R4.6.5 a row needs a product and a supervisor, and a product stands in one row', () => {
  expect(faultsIn([{ id: 4, product: '', supervisors: [] }])).toEqual([
    { product: 'Kies een product', supervisors: 'Kies minstens één begeleider' },
  ]);
  const twice = faultsIn([
    { id: 5, product: '1', supervisors: ['s1'] },
    { id: 6, product: '1', supervisors: ['s2'] },
  ]);
  expect(twice[0]).toEqual({});
  expect(twice[1]?.product).toMatch(/al/);
});

test('R4.6.5 the current product is sent as no product', () => {
  expect(toSend([{ id: 7, product: current, supervisors: ['s1'] }])).toEqual([{ supervisors: ['s1'] }]);
});

test('R4.6.3 what has happened, and who came out of the archive by it', () => {
  const told = (people: number, activated: number) =>
    linkedText({ people, activated, archived: 0 }, 'leerling is', 'leerlingen zijn');
  expect(told(3, 0)).toBe('3 leerlingen zijn gekoppeld.');
  expect(told(1, 1)).toBe('1 leerling is gekoppeld en uit het archief gehaald.');
  expect(told(3, 1)).toBe('3 leerlingen zijn gekoppeld. 1 daarvan komt uit het archief.');
  expect(told(3, 2)).toBe('3 leerlingen zijn gekoppeld. 2 daarvan komen uit het archief.');
});
