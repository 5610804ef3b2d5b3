import { expect, test } from 'vitest';
import type { AuditLine } from '../../api/types';
import { dayOf, isDay, timeOf } from '../../ui/days';
import { sentenceOf } from './sentences';

const bea = { id: 'b', name: 'Bea Beheer' };
const fenna = { id: 'f', name: 'Fenna Jansen' };

const line = (action: string, details: Record<string, string> = {}, part: Partial<AuditLine> = {}): AuditLine => ({
  id: '1',
  at: 0,
  actor: bea,
  action,
  subjects: [fenna],
  subject_count: 1,
  details: Object.entries(details).map(([key, value]) => ({ key, value })),
  ...part,
});
const many = { subjects: [fenna], subject_count: 4 };
const school = { subjects: [], subject_count: 0 };
const self = { subjects: [bea], subject_count: 1 };

test.each<[string, Record<string, string>, Partial<AuditLine>, string]>([
  ['people.archived', {}, many, 'Bea Beheer archiveerde Fenna Jansen en nog 3 anderen'],
  ['results.remark_added', {}, {}, 'Bea Beheer schreef een opmerking bij de resultaten van Fenna Jansen'],
  ['results.remark_removed', {}, {}, 'Bea Beheer verwijderde een opmerking bij de resultaten van Fenna Jansen'],
  ['people.unarchived', {}, {}, 'Bea Beheer haalde Fenna Jansen uit het archief'],
  [
    'people.pupils_linked',
    { products: 'Bouw!, Letterster' },
    {},
    'Bea Beheer koppelde Fenna Jansen aan Bouw! en Letterster',
  ],
  [
    'people.professionals_linked',
    { roles: 'administrator,supervisor', products: 'Bouw!' },
    {},
    'Bea Beheer gaf Fenna Jansen de rollen beheerder en begeleider, met Bouw!',
  ],
  ['people.professionals_linked', { roles: '', products: 'Bouw!' }, {}, 'Bea Beheer koppelde Fenna Jansen aan Bouw!'],
  ['people.professionals_linked', { roles: 'supervisor' }, self, 'Bea Beheer gaf zichzelf de rol begeleider'],
  ['people.role_removed', { role: 'supervisor' }, {}, 'Bea Beheer haalde de rol begeleider weg bij Fenna Jansen'],
  ['people.year_group_changed', { direction: 'up' }, {}, 'Bea Beheer zette Fenna Jansen een leerjaar verder'],
  ['people.year_group_changed', { direction: 'down' }, {}, 'Bea Beheer zette Fenna Jansen een leerjaar terug'],
  [
    'people.undone',
    { action: 'people.archived' },
    many,
    'Bea Beheer maakte het archiveren van Fenna Jansen en nog 3 anderen ongedaan',
  ],
  ['people.undone', { action: 'people.moved' }, {}, 'Bea Beheer maakte een wijziging bij Fenna Jansen ongedaan'],
  [
    'people.profile_changed',
    { fields: 'last_name,email' },
    {},
    'Bea Beheer wijzigde de achternaam en het e-mailadres van Fenna Jansen',
  ],
  ['people.profile_changed', { fields: 'shoe_size' }, {}, 'Bea Beheer wijzigde het profiel van Fenna Jansen'],
  ['people.password_changed', {}, {}, 'Bea Beheer gaf Fenna Jansen een nieuw wachtwoord'],
  ['people.products_changed', { products: '' }, {}, 'Bea Beheer wijzigde de producten van Fenna Jansen'],
  ['people.products_changed', { products: 'Bouw!' }, {}, 'Bea Beheer wijzigde de producten van Fenna Jansen: Bouw!'],
  [
    'people.roles_changed',
    { roles: 'supervisor', products: 'Bouw!, Letterster' },
    {},
    'Bea Beheer wijzigde de rollen en producten van Fenna Jansen: begeleider, Bouw! en Letterster',
  ],
  ['people.professional_created', { roles: 'supervisor' }, {}, 'Bea Beheer maakte Fenna Jansen aan als begeleider'],
  [
    'people.professional_joined',
    { roles: 'administrator' },
    {},
    'Bea Beheer voegde Fenna Jansen toe aan de school als beheerder',
  ],
  ['people.professionals_imported', {}, { subject_count: 30 }, 'Bea Beheer maakte 30 professionals aan met een lijst'],
  ['people.pupil_created', {}, {}, 'Bea Beheer maakte Fenna Jansen aan als leerling'],
  ['people.pupils_imported', {}, { subject_count: 400 }, 'Bea Beheer maakte 400 leerlingen aan met een lijst'],
  ['accounts.profile_changed', { fields: 'job_title' }, self, 'Bea Beheer wijzigde de functie van zichzelf'],
  [
    'schools.addresses_set',
    { addresses: '185.10.20.30' },
    school,
    'Bea Beheer stelde het IP-nummer van de school in: 185.10.20.30',
  ],
  ['schools.addresses_removed', {}, school, 'Bea Beheer verwijderde het IP-nummer van de school'],
  ['schools.retention_changed', { years: '3' }, school, 'Bea Beheer zette de bewaartermijn van resultaten op 3 jaar'],
  [
    'subscriptions.created',
    { product: 'Bouw!', seats: '1', day: '2026-08-01' },
    school,
    'Bea Beheer voegde een abonnement op Bouw! toe: 1 licentie vanaf 01-08-2026',
  ],
  [
    'subscriptions.seats_changed',
    { product: 'Bouw!', seats: '120', seats_before: '100' },
    school,
    'Bea Beheer wijzigde het abonnement op Bouw! van 100 naar 120 licenties',
  ],
  [
    'subscriptions.ended',
    { product: 'Bouw!', day: '2027-08-01' },
    school,
    'Bea Beheer beëindigde het abonnement op Bouw! per 01-08-2027',
  ],
  [
    'subscriptions.end_cancelled',
    { product: 'Bouw!' },
    school,
    'Bea Beheer annuleerde de beëindiging van het abonnement op Bouw!',
  ],
  [
    'subscriptions.licences_moved',
    { product: 'Bouw!' },
    { subjects: [], subject_count: 12 },
    'Bea Beheer zette 12 gebruikers over naar het abonnement op Bouw! dat doorloopt',
  ],
  [
    'subscriptions.licences_moved_away',
    { product: 'Bouw!' },
    { subjects: [], subject_count: 12 },
    'Bea Beheer haalde 12 gebruikers van het abonnement op Bouw! dat eerder stopt',
  ],
  [
    'subscriptions.licence_ended',
    { product: 'Bouw!', day: '2026-11-25' },
    {},
    'Bea Beheer beëindigde de licentie van Fenna Jansen voor Bouw! per 25-11-2026',
  ],
  [
    'subscriptions.licence_end_cancelled',
    { product: 'Bouw!' },
    {},
    'Bea Beheer annuleerde de beëindiging van de licentie van Fenna Jansen voor Bouw!',
  ],
  [
    'subscriptions.licences_given',
    { product: 'Bouw!' },
    many,
    'Bea Beheer gaf Fenna Jansen en nog 3 anderen een licentie voor Bouw!',
  ],
  [
    'publishing.content_published',
    { kind: 'document', title: 'Wegwijzer' },
    school,
    'Bea Beheer publiceerde ‘Wegwijzer’ (alleen voor deze school)',
  ],
  ['people.archived', {}, { actor: null }, 'Lexipoort archiveerde Fenna Jansen'],
  ['people.moved', {}, {}, 'Bea Beheer veranderde iets bij Fenna Jansen (people.moved)'],
  ['schools.moved', {}, school, 'Bea Beheer veranderde iets (schools.moved)'],
])('R8.2 %s with %o reads as a sentence', (action, details, part, sentence) => {
  expect(sentenceOf(line(action, details, part))).toBe(sentence);
});

test('R8.2 five names and the rest as a number, one of them in the singular', () => {
  const subjects = ['Aad', 'Bo', 'Cis', 'Dirk', 'Ella'].map((name) => ({ id: name, name }));
  const whom = (count: number) => sentenceOf(line('people.archived', {}, { subjects, subject_count: count }));
  expect(whom(5)).toBe('Bea Beheer archiveerde Aad, Bo, Cis, Dirk en Ella');
  expect(whom(6)).toBe('Bea Beheer archiveerde Aad, Bo, Cis, Dirk, Ella en nog 1 ander');
  expect(whom(300)).toBe('Bea Beheer archiveerde Aad, Bo, Cis, Dirk, Ella en nog 295 anderen');
});

test('R8.2 the day and the time are those in Amsterdam', () => {
  const justBeforeMidnight = Date.UTC(2026, 5, 30, 22, 5) / 1000;
  expect(dayOf(justBeforeMidnight)).toBe('woensdag 1 juli 2026');
  expect(timeOf(justBeforeMidnight)).toBe('00:05');
});

test.each([
  ['2026-11-25', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['0202-11-25', false],
  ['gisteren', false],
  [undefined, false],
])('R8.2 %s as a day in the address: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});
