import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { anna, openPage } from '../../test/page';
import { ending, perPupil, schoolWide } from '../subscriptions/testing';

const overview = {
  school: { id: '7', name: 'De Regenboog', place: 'Zwolle', sector: 'po' },
  products: [],
  active_users: 1,
  archived_users: 0,
};
const bouw = { subscription: '31', product: 'Bouw!', seats_used: 95, seats_total: 100 };
const waiting = { ...bouw, kind: 'waiting', pupils: 3 };
const none = { subscriptions: [] };
const full = { subscription: '32', product: 'Letterster', kind: 'seats', seats_used: 10, seats_total: 10 };

test('R4.13.2 an administrator is told of an end that is near and of licences running out', async () => {
  const notices = [
    { ...bouw, kind: 'ends', ends_on: '2027-01-01', days: 1 },
    { ...bouw, kind: 'seats' },
    full,
    waiting,
  ];
  openPage('/school/7/home', {
    'GET /api/session': anna,
    'GET /api/schools/7/overview': { ...overview, notices },
    'GET /api/schools/7/subscriptions': none,
  });
  const region = await screen.findByRole('region', { name: 'Over je abonnementen' });
  expect([...region.querySelectorAll('p')].map((line) => line.textContent)).toEqual([
    'Het abonnement op Bouw! stopt op 1 januari 2027, over 1 dag.',
    'Van Bouw! zijn 95 van de 100 licenties in gebruik.',
    'Alle 10 licenties van Letterster zijn in gebruik. Er kan niemand meer bij.',
    '3 leerlingen zijn gekoppeld aan Bouw!, maar hebben nog geen licentie.',
  ]);
  const [link] = within(region).getAllByRole('link', { name: 'Bekijk het abonnement op Bouw!' });
  expect(link?.getAttribute('href')).toBe('/school/7/beheer/abonnementen/31');
});

test('R4.13.2 without anything to tell there is no such part', async () => {
  openPage('/school/7/home', {
    'GET /api/session': anna,
    'GET /api/schools/7/overview': { ...overview, notices: [] },
    'GET /api/schools/7/subscriptions': none,
  });
  await screen.findByRole('heading', { level: 1, name: 'De Regenboog' });
  expect(screen.queryByRole('region', { name: 'Over je abonnementen' })).toBeNull();
});

test('R7.1 a supervisor whose program did not start reads why, at Home', async () => {
  const { address } = openPage('/?melding=geen-licentie', {
    'GET /api/session': anna,
    'GET /api/schools/7/overview': { ...overview, notices: [] },
    'GET /api/schools/7/subscriptions': none,
  });
  await screen.findByText(/^Dit programma kun je nu niet starten: je school heeft er geen lopend abonnement op/);
  expect(address()).toBe('/school/7/home?melding=geen-licentie');
});

test('R1.5 an administrator sees the subscriptions that have not ended, each leading to its pupils', async () => {
  const ended = { ...schoolWide, id: '33', status: 'ended', ends_on: '2026-08-01', renews_on: null };
  openPage('/school/7/home', {
    'GET /api/session': anna,
    'GET /api/schools/7/overview': { ...overview, notices: [] },
    'GET /api/schools/7/subscriptions': { subscriptions: [schoolWide, ending(perPupil), ended] },
  });
  const list = await screen.findByRole('list', { name: 'Lopende abonnementen' });
  const lines = within(list).getAllByRole('listitem');
  expect(lines.map((line) => line.textContent)).toEqual([
    'Bouw!ActiefSchoolbreed, 100 leerlingen, 87 van 100 licenties',
    'LettersterEindigt op 28-02-2027Per leerling, 1 van 10 licenties',
  ]);
  const link = within(list).getByRole('link', { name: 'Bouw!' });
  expect(link.getAttribute('href')).toBe('/school/7/beheer/abonnementen/31');
});
