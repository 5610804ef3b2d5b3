import { expect, test } from 'vitest';
import { person } from '../../test/page';
import { filtered } from './filter';

const piet = person('1', {
  first_name: 'Piet',
  infix: 'van der',
  last_name: 'Velde',
  display_name: 'Velde, Piet van der',
  search: 'piet velde',
  products: [{ id: '1', name: 'Bouw!' }],
  year_group: 3,
});
const zoe = person('2', { display_name: 'Öztürk, Zoë', search: 'zoe ozturk' });
const bob = person('3', {
  kind: 'professional',
  display_name: 'Bakker, Bob',
  search: 'bob bakker',
  year_group: null,
  user_name: null,
  email: 'bob@regenboog.example',
  roles: ['supervisor'],
});
const ids = (filter: Parameters<typeof filtered>[1]) => filtered([piet, zoe, bob], filter).map(({ id }) => id);

test('R4.3.1 search ignores accents and finds names with and without the infix', () => {
  expect(ids({ zoek: 'OZTURK' })).toEqual(['2']);
  expect(ids({ zoek: 'zoë' })).toEqual(['2']);
  expect(ids({ zoek: 'piet velde' })).toEqual(['1']);
  expect(ids({ zoek: 'piet van der velde' })).toEqual(['1']);
  expect(ids({ zoek: 'bob@' })).toEqual(['3']);
});

test('R4.3.1 filters by role, product and year group, together', () => {
  expect(ids({ rol: 'leerling' })).toEqual(['1', '2']);
  expect(ids({ rol: 'begeleider' })).toEqual(['3']);
  expect(ids({ rol: 'beheerder' })).toEqual([]);
  expect(ids({ product: '1' })).toEqual(['1']);
  expect(ids({ leerjaar: '5' })).toEqual(['2']);
  expect(ids({ leerjaar: '5', product: '1' })).toEqual([]);
});
