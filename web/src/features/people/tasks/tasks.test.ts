import { expect, test } from 'vitest';
import { person, products } from '../../../test/page';
import { allHave, hadBy, mayHaveProducts, removedText, summaryOfLinking, summaryOfRemoving } from './roles';
import { changedSince, rangeOf } from './selection';
import { fitting, taskAt, tasksOf } from './tasks';
import { atTheEnd, summaryOfYears } from './yearGroups';

const professional = (id: string, first: string, ...roles: ('administrator' | 'supervisor')[]) =>
  person(id, { kind: 'professional', first_name: first, last_name: 'Vos', year_group: null, roles });
const bob = professional('b', 'Bob', 'supervisor');
const els = professional('e', 'Els', 'supervisor', 'administrator');
const kim = professional('k', 'Kim');
const fenna = person('f', { linked_before: true });
const group8 = person('g', { first_name: 'Gijs', year_group: 8 });

test('R4.5.1 R4.6.1 the tasks of the overview and those of the archive', () => {
  expect(tasksOf('active').map(({ name }) => name)).toEqual([
    'Gebruikers archiveren',
    'Professionals koppelen',
    'Leerlingen koppelen',
    'Rollen verwijderen',
    'Leerjaar aanpassen',
  ]);
  expect(tasksOf('archived').map(({ name }) => name)).toEqual([
    'Gebruikers dearchiveren',
    'Professionals koppelen',
    'Leerlingen koppelen',
  ]);
  expect(taskAt('archiveren', 'archived')).toBeUndefined();
  expect(taskAt('onzin', 'active')).toBeUndefined();
});

test('R4.5.3 R4.6.2 R4.6.4 R4.6.5 who can be ticked', () => {
  const all = [bob, els, fenna, group8];
  const ids = (key: string, state: 'active' | 'archived', self = 'x') => {
    const task = taskAt(key, state);
    if (task === undefined) throw new Error(key);
    const { people, aside } = fitting(task, all, self);
    return [...people.map(({ id }) => id), aside];
  };
  expect(ids('archiveren', 'active', 'b')).toEqual(['e', 'f', 'g', 1]);
  expect(ids('dearchiveren', 'archived')).toEqual(['f', 3]);
  expect(ids('professionals-koppelen', 'archived')).toEqual(['b', 'e', 0]);
  expect(ids('leerlingen-koppelen', 'active')).toEqual(['f', 'g', 0]);
  expect(ids('rollen-verwijderen', 'active')).toEqual(['b', 'e', 0]);
  expect(ids('leerjaar-aanpassen', 'active')).toEqual(['f', 'g', 0]);
});

test('R4.5.1 a range, up or down, in the order that is shown', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => person(id));
  const range = (from: string | undefined, to: string) => rangeOf(rows, from, to).map(({ id }) => id);
  expect(range('b', 'd')).toEqual(['b', 'c', 'd']);
  expect(range('d', 'b')).toEqual(['b', 'c', 'd']);
  expect(range(undefined, 'c')).toEqual(['c']);
  expect(range('gone', 'c')).toEqual(['c']);
});

test('R4.6.6 who changed since they were ticked: another version, or not in the list any more', () => {
  const chosen = new Map([bob, els, fenna].map((one) => [one.id, one]));
  expect(changedSince(chosen, [bob, { ...els, version: 2 }]).map(({ id }) => id)).toEqual(['e', 'f']);
});

test('R4.6.4 a role that all have already is told, and products need supervisors', () => {
  expect(allHave([bob, els], 'supervisor')).toBe(true);
  expect(hadBy([bob, els], 'supervisor')).toBe('hebben ze al');
  expect(hadBy([els], 'administrator')).toBe('heeft deze al');
  expect(hadBy([bob, els], 'administrator')).toBe('1 van de 2 heeft deze al');
  expect(hadBy([kim], 'supervisor')).toBeUndefined();
  expect(mayHaveProducts([bob, els], [])).toBe(true);
  expect(mayHaveProducts([bob, kim], [])).toBe(false);
  expect(mayHaveProducts([bob, kim], ['supervisor'])).toBe(true);
  expect(summaryOfLinking([bob, els], ['supervisor'], [], products)).toBeUndefined();
  expect(summaryOfLinking([bob, kim], ['supervisor', 'administrator'], ['1'], products)).toBe(
    'Je geeft Bob Vos en Kim Vos de rollen begeleider en beheerder en het product Bouw!',
  );
});

test('R4.9.1 who loses the role, and who goes to the archive', () => {
  expect(summaryOfRemoving([bob, els], 'supervisor')).toBe(
    'Je haalt de rol begeleider weg bij Bob Vos en Els Vos. Bob Vos houdt geen rol over en gaat naar het archief.',
  );
  expect(summaryOfRemoving([bob, els], 'administrator')).toBe('Je haalt de rol beheerder weg bij Els Vos.');
  expect(summaryOfRemoving([bob], 'administrator')).toBeUndefined();
  expect(removedText({ people: 2, archived: 0 }, 'supervisor')).toBe('2 professionals zijn geen begeleider meer.');
  expect(removedText({ people: 2, archived: 1 }, 'supervisor')).toBe(
    '2 professionals zijn geen begeleider meer. 1 daarvan staat nu in het archief.',
  );
  expect(removedText({ people: 2, archived: 2 }, 'supervisor')).toBe(
    '2 professionals zijn geen begeleider meer en staan nu in het archief.',
  );
});

test('R4.10.1 from which year group to which, and who cannot', () => {
  const pupils = [...Array.from({ length: 3 }, (_, index) => person(String(index), { year_group: 3 })), fenna];
  expect(summaryOfYears(pupils, 'po', 'up')).toBe(
    'Je zet 4 leerlingen een leerjaar verder: 3 van groep 3 naar 4 en 1 van groep 5 naar 6.',
  );
  expect(summaryOfYears([fenna], 'vo', 'down')).toBe('Je zet Fenna Jansen een leerjaar terug: van leerjaar 5 naar 4.');
  expect(atTheEnd([fenna, group8], 'po', 'up')).toEqual([group8]);
  expect(atTheEnd([fenna, group8], 'po', 'down')).toEqual([]);
});
