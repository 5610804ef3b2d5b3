import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Subscription } from '../../api/types';
import { today } from '../../ui/days';
import { openPage, operator, products, type Server } from '../../test/page';
import { ending, schoolWide } from './testing';

const path = '/api/operator/schools/7/subscriptions';

function open(subscriptions: () => Subscription[], more: Server = {}) {
  return openPage('/uitgever/scholen/7/abonnementen', {
    'GET /api/session': operator,
    [`GET ${path}`]: () => ({
      school: { id: '7', name: 'De Regenboog', place: 'Zwolle' },
      products,
      subscriptions: subscriptions(),
    }),
    ...more,
  });
}
const press = (inside: HTMLElement, name: string) => userEvent.click(within(inside).getByRole('button', { name }));
const details = async () => {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Details van het abonnement op Bouw! vanaf 01-08-2026' }),
  );
  return screen.findByRole('dialog', { name: 'Abonnement op Bouw!' });
};
const sent = (asked: { method: string; path: string; body: unknown }[], method: string) =>
  asked.filter((question) => question.method === method).map(({ path: to, body }) => [to, body]);

test('R8.1 from the list of schools to the subscriptions of one', async () => {
  const { router } = openPage('/uitgever', {
    'GET /api/session': operator,
    'GET /api/operator/schools': {
      schools: [{ id: '7', name: 'De Regenboog', place: 'Zwolle', brin: '12AB', sector: 'po', active_users: 3 }],
    },
    [`GET ${path}`]: { school: { id: '7', name: 'De Regenboog', place: 'Zwolle' }, products, subscriptions: [] },
  });
  await userEvent.click(await screen.findByRole('link', { name: 'De Regenboog' }));
  await screen.findByRole('heading', { level: 1, name: 'Abonnementen van De Regenboog' });
  expect(router.state.location.pathname).toBe('/uitgever/scholen/7/abonnementen');
  expect(screen.getByText('Deze school heeft nog geen abonnementen.')).toBeTruthy();
});

test('R8.1 a new subscription: product, type, licences and start', async () => {
  const now: Subscription[] = [];
  let answers = 0;
  const { asked } = open(() => now, {
    [`POST ${path}`]: () => {
      answers += 1;
      if (answers === 1) return { status: 422, code: 'bad_seats', concerns: [{ field: 'seats' }] };
      now.push(schoolWide);
      return schoolWide;
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Abonnement toevoegen' }));
  const dialog = await screen.findByRole('dialog', { name: 'Abonnement toevoegen' });
  expect(within(dialog).getByLabelText<HTMLInputElement>('Startdatum').value).toBe(today());
  await press(dialog, 'Toevoegen');
  const seats = within(dialog).getByLabelText('Aantal licenties');
  await waitFor(() => expect(seats.getAttribute('aria-invalid')).toBe('true'));
  await userEvent.selectOptions(within(dialog).getByLabelText('Product'), 'Letterster');
  await userEvent.click(within(dialog).getByRole('radio', { name: /Per leerling/ }));
  await userEvent.type(seats, '25');
  fireEvent.change(within(dialog).getByLabelText('Startdatum'), { target: { value: '2028-02-29' } });
  await press(dialog, 'Toevoegen');
  await screen.findByText('De Regenboog heeft een abonnement op Bouw!');
  expect(sent(asked, 'POST')[1]).toEqual([
    path,
    { product: '2', type: 'per_pupil', seats: 25, starts_on: '2028-02-29', contracts_before: 0 },
  ]);
  expect(await screen.findByRole('row', { name: /Schoolbreed/ })).toBeTruthy();
});

test('R8.1 what another of the publisher did first is not done twice', async () => {
  const now: Subscription[] = [];
  const { asked } = open(() => now, {
    [`POST ${path}`]: () => {
      now.push(schoolWide);
      return { status: 409, code: 'changed_meanwhile' };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Abonnement toevoegen' }));
  const dialog = await screen.findByRole('dialog', { name: 'Abonnement toevoegen' });
  await userEvent.type(within(dialog).getByLabelText('Aantal licenties'), '25');
  await press(dialog, 'Toevoegen');
  await within(dialog).findByText(/Er is intussen een abonnement bij gekomen/);
  await screen.findByText('87 van 100 licenties');
  await press(dialog, 'Toevoegen');
  await waitFor(() => expect(sent(asked, 'POST')).toHaveLength(2));
  expect(sent(asked, 'POST')[1]?.[1]).toMatchObject({ contracts_before: 0 });
});

test('R8.1 more licences, and not fewer than are in use', async () => {
  const { asked } = open(() => [schoolWide], {
    [`PUT ${path}/31`]: ({ body }) =>
      (body as { seats: number }).seats < 87
        ? { status: 409, code: 'seats_in_use', figures: { used: 87 } }
        : { ...schoolWide, seats_total: 120 },
  });
  const dialog = await details();
  const seats = within(dialog).getByLabelText('Aantal licenties');
  await userEvent.clear(seats);
  await userEvent.type(seats, '80');
  await press(dialog, 'Wijzigen');
  await within(dialog).findByText(/Er zijn nu 87 licenties in gebruik/);
  await userEvent.clear(seats);
  await userEvent.type(seats, '120');
  await press(dialog, 'Wijzigen');
  await screen.findByText('Het abonnement op Bouw! heeft nu 120 licenties.');
  expect(sent(asked, 'PUT').at(-1)).toEqual([`${path}/31`, { seats: 120, seats_before: 100 }]);
});

test('R8.1 R4.13.2 ending on any day, and restoring after it', async () => {
  let now: Subscription = schoolWide;
  const { asked } = open(() => [now], {
    [`POST ${path}/31/end`]: () => (now = { ...ending(schoolWide), status: 'ended', ends_on: '2026-12-24' }),
    [`POST ${path}/31/cancel-end`]: () => (now = schoolWide),
  });
  await press(await details(), 'Beëindigen');
  const question = await screen.findByRole('dialog', { name: 'Abonnement op Bouw! beëindigen?' });
  const day = within(question).getByLabelText<HTMLInputElement>('Eerste dag zonder abonnement');
  expect(day.value).toBe('2027-08-01');
  fireEvent.change(day, { target: { value: '' } });
  expect(within(question).getByRole<HTMLButtonElement>('button', { name: 'Beëindigen' }).disabled).toBe(true);
  fireEvent.change(day, { target: { value: '2026-12-24' } });
  expect(within(question).getByRole('status').textContent).toContain('Op 24 december 2026 stopt');
  await press(question, 'Beëindigen');
  await screen.findByText('Het abonnement op Bouw! stopt op 24 december 2026.');
  expect(sent(asked, 'POST')).toEqual([[`${path}/31/end`, { ends_on: '2026-12-24' }]]);
  await screen.findByRole('row', { name: /Beëindigd sinds 24-12-2026/ });
  await press(await details(), 'Beëindiging annuleren');
  await screen.findByText('Het abonnement op Bouw! loopt weer door.');
});
