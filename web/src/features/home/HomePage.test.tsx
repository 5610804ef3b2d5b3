import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { anna, openPage } from '../../test/page';

const overview = {
  school: { id: '7', name: 'De Regenboog', place: 'Zwolle', sector: 'po' },
  products: [],
  active_users: 1,
  archived_users: 0,
};
const bouw = { subscription: '31', product: 'Bouw!', seats_used: 95, seats_total: 100 };
const full = { subscription: '32', product: 'Letterster', kind: 'seats', seats_used: 10, seats_total: 10 };

test('R4.13.2 an administrator is told of an end that is near and of licences running out', async () => {
  const notices = [{ ...bouw, kind: 'ends', ends_on: '2027-01-01', days: 1 }, { ...bouw, kind: 'seats' }, full];
  openPage('/school/7/home', {
    'GET /api/session': anna,
    'GET /api/schools/7/overview': { ...overview, notices },
  });
  const region = await screen.findByRole('region', { name: 'Over je abonnementen' });
  expect([...region.querySelectorAll('p')].map((line) => line.textContent)).toEqual([
    'Het abonnement op Bouw! stopt op 1 januari 2027, over 1 dag.',
    'Van Bouw! zijn 95 van de 100 licenties in gebruik.',
    'Alle 10 licenties van Letterster zijn in gebruik. Er kan niemand meer bij.',
  ]);
  const [link] = within(region).getAllByRole('link', { name: 'Bekijk het abonnement op Bouw!' });
  expect(link?.getAttribute('href')).toBe('/school/7/beheer/abonnementen/31');
});

test('R4.13.2 without anything to tell there is no such part', async () => {
  openPage('/school/7/home', { 'GET /api/session': anna, 'GET /api/schools/7/overview': { ...overview, notices: [] } });
  await screen.findByRole('heading', { level: 1, name: 'De Regenboog' });
  expect(screen.queryByRole('region', { name: 'Over je abonnementen' })).toBeNull();
});
