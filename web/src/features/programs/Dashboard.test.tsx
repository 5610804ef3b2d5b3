import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { SupervisedProgram } from '../../api/types';
import { anna, openPage, products } from '../../test/page';

const overview = {
  school: { id: '7', name: 'De Regenboog', place: 'Zwolle', sector: 'po' },
  products: [],
  active_users: 1,
  archived_users: 0,
  notices: [],
};

const programs = (...obstacles: SupervisedProgram['obstacle'][]) => ({
  programs: obstacles.map((obstacle, index) => ({
    ...products[index % 2],
    product: String(index + 1),
    name: `Programma ${index + 1}`,
    obstacle,
  })),
});

async function openDashboard(answer: object | (() => object), session: object = anna) {
  const page = openPage('/school/7/home', {
    'GET /api/session': session,
    'GET /api/schools/7/overview': overview,
    'GET /api/schools/7/programs': answer,
  });
  const button = await screen.findByRole('button', { name: 'Dashboard' });
  expect(page.asked.some(({ path }) => path.endsWith('/programs'))).toBe(false);
  await userEvent.click(button);
  return { ...page, button };
}

test('R7.1 a tile of the Dashboard starts the program at the school that is on screen', async () => {
  await openDashboard(programs(null, null));
  const tile = await screen.findByRole('link', { name: 'Programma 2' });
  expect(tile.getAttribute('href')).toBe('/launch/2?school=7');
});

test('R7.1 what cannot be started is no link, and says why', async () => {
  await openDashboard(programs(null, 'no_subscription', 'not_connected', 'no_pupils'));
  const tiles = within((await screen.findByText('Programma 1')).closest('ul') ?? document.body);
  expect(tiles.getAllByRole('link')).toHaveLength(1);
  const said = tiles.getAllByRole('listitem').map((tile) => tile.textContent);
  expect(said).toEqual([
    'Programma 1',
    expect.stringContaining('geen abonnement'),
    expect.stringContaining('geen pagina’s voor begeleiders'),
    expect.stringContaining('geen leerlingen'),
  ]);
});

test('R7.1 nobody linked yet: the Dashboard tells who can change that', async () => {
  await openDashboard({ programs: [] });
  expect(await screen.findByText(/Een beheerder kan leerlingen aan je koppelen/)).toBeTruthy();
});

test('R7.1 who is no supervisor is told so, and nothing is asked', async () => {
  const administrator = { ...anna, schools: [{ ...anna.schools[0], roles: ['administrator'] }] };
  const { asked } = await openDashboard({ programs: [] }, administrator);
  expect(screen.getAllByText(/Als beheerder kun je jezelf die rol geven/).length).toBeGreaterThan(1);
  expect(asked.some(({ path }) => path.endsWith('/programs'))).toBe(false);
});

test('R7.1 a fault is said in the panel, with a way to try again; Escape closes it', async () => {
  let busy = true;
  const { button } = await openDashboard(() => (busy ? { status: 500, code: 'internal' } : programs(null)));
  const again = await within(button.parentElement ?? document.body).findByRole('button', { name: 'Probeer opnieuw' });
  busy = false;
  await userEvent.click(again);
  expect(await screen.findByRole('link', { name: 'Programma 1' })).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('link', { name: 'Programma 1' })).toBeNull();
  expect(document.activeElement).toBe(button);
});
