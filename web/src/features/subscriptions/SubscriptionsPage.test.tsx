import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { Subscription } from '../../api/types';
import { anna, openPage, type Server } from '../../test/page';
import { ending, licence, perPupil, schoolWide } from './testing';

const address = '/school/7/beheer/abonnementen';

/** A server that remembers whether the subscription on Bouw! was ended. */
function server(more: Server = {}): Server {
  let bouw: Subscription = schoolWide;
  return {
    'GET /api/session': anna,
    'GET /api/schools/7/subscriptions': () => ({ subscriptions: [perPupil, bouw] }),
    'POST /api/schools/7/subscriptions/31/end': () => (bouw = ending(schoolWide)),
    'POST /api/schools/7/subscriptions/31/cancel-end': () => (bouw = schoolWide),
    ...more,
  };
}
const row = (name: RegExp) => screen.getByRole('row', { name });
const starts: Record<string, string> = { 'Bouw!': '01-08-2026', Letterster: '29-02-2024' };
const detailsOf = (product: string) => `Details van het abonnement op ${product} vanaf ${starts[product] ?? ''}`;
const openDetails = async (product: string) => {
  await userEvent.click(await screen.findByRole('button', { name: detailsOf(product) }));
  return screen.findByRole('dialog', { name: `Abonnement op ${product}` });
};
const press = (inside: HTMLElement, name: string) => userEvent.click(within(inside).getByRole('button', { name }));

test('R4.13.1 product, type, licences of the total, start and status; each heading sorts', async () => {
  openPage(address, server());
  await screen.findByRole('table', { name: 'Abonnementen' });
  const cells = (name: RegExp) =>
    within(row(name))
      .getAllByRole('cell')
      .map((cell) => cell.textContent);
  expect(cells(/Bouw!/)).toEqual([
    'Schoolbreed, 100 leerlingen',
    '87 van 100 licenties',
    '01-08-2026',
    'Actief',
    'Details',
  ]);
  expect(cells(/Letterster/)[0]).toBe('Per leerling');
  const shown = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);
  expect(shown()).toEqual(['Bouw!', 'Letterster']);
  await userEvent.click(screen.getByRole('button', { name: 'Licenties' }));
  expect(shown()).toEqual(['Letterster', 'Bouw!']);
});

test('R4.13.3 a click on the row, or the name by keyboard, leads to the pupils', async () => {
  const { router } = openPage(
    address,
    server({
      'GET /api/schools/7/subscriptions/31': {
        subscription: schoolWide,
        licences: [licence('p1', 'Jansen, Fenna')],
        waiting: 0,
        moving: 0,
        today: '2026-11-25',
      },
    }),
  );
  const link = await screen.findByRole('link', { name: 'Bouw!' });
  expect(link.getAttribute('href')).toBe('/school/7/beheer/abonnementen/31');
  await userEvent.click(screen.getByText('87 van 100 licenties'));
  await screen.findByRole('heading', { level: 1, name: 'Leerlingen met Bouw!' });
  expect(router.state.location.pathname).toBe('/school/7/beheer/abonnementen/31');
});

test('R4.13.2 details show the renewal date; ending asks in one sentence, and can be undone', async () => {
  const { asked } = openPage(address, server());
  const details = await openDetails('Bouw!');
  expect(within(details).getByText('Verlengingsdatum').nextElementSibling?.textContent).toBe('01-08-2027');
  await press(details, 'Beëindigen');
  const question = await screen.findByRole('dialog', { name: 'Abonnement op Bouw! beëindigen?' });
  expect(within(question).getByRole('status').textContent).toBe(
    'Op 1 augustus 2027 stopt het abonnement op Bouw!: 87 leerlingen kunnen dan niet meer oefenen.',
  );
  await press(question, 'Beëindigen');
  await screen.findByText('Het abonnement op Bouw! stopt op 1 augustus 2027.');
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ ends_on: '2027-08-01' });
  await waitFor(() => expect(row(/Bouw!/).textContent).toContain('Eindigt op 01-08-2027'));
  await userEvent.click(screen.getByRole('button', { name: 'Ongedaan maken' }));
  expect(await screen.findByText('Ongedaan gemaakt. Het abonnement op Bouw! loopt door.')).toBeTruthy();
  await waitFor(() => expect(row(/Bouw!/).textContent).toContain('Actief'));
});

test('R4.13.2 until the end it can be cancelled from the details; after it only the publisher can', async () => {
  const ended = { ...ending(perPupil), status: 'ended' as const, renews_on: null };
  const { asked } = openPage(
    address,
    server({ 'GET /api/schools/7/subscriptions': { subscriptions: [ended, ending(schoolWide)] } }),
  );
  let details = await openDetails('Letterster');
  expect(within(details).getByText(/De uitgever kan het weer/)).toBeTruthy();
  expect(within(details).queryByRole('button', { name: /eëindig/ })).toBeNull();
  await press(details, 'Sluiten');
  const button = screen.getByRole('button', { name: detailsOf('Letterster') });
  await waitFor(() => expect(document.activeElement).toBe(button));

  details = await openDetails('Bouw!');
  expect(within(details).getByText('Einddatum').nextElementSibling?.textContent).toBe('01-08-2027');
  await press(details, 'Beëindiging annuleren');
  await screen.findByText('Het abonnement op Bouw! loopt door.');
  expect(asked.at(-2)?.path).toBe('/api/schools/7/subscriptions/31/cancel-end');
});

test('R4.13.2 what the publisher ended, the school cannot take back', async () => {
  const ofPublisher = { ...ending(schoolWide), ended_by_publisher: true };
  openPage(address, server({ 'GET /api/schools/7/subscriptions': { subscriptions: [ofPublisher] } }));
  const details = await openDetails('Bouw!');
  expect(within(details).getByText(/De uitgever heeft dit abonnement beëindigd/)).toBeTruthy();
  expect(within(details).queryByRole('button', { name: /eëindig/ })).toBeNull();
});

test('R4.13.2 when the renewal date moved meanwhile, the new day is shown and nothing was done', async () => {
  let renewals = 0;
  openPage(
    address,
    server({
      'GET /api/schools/7/subscriptions': () => ({
        subscriptions: [{ ...schoolWide, renews_on: renewals++ === 0 ? '2027-08-01' : '2028-08-01' }],
      }),
      'POST /api/schools/7/subscriptions/31/end': { status: 409, code: 'end_day_moved' },
    }),
  );
  await press(await openDetails('Bouw!'), 'Beëindigen');
  const question = await screen.findByRole('dialog', { name: /beëindigen/ });
  await press(question, 'Beëindigen');
  expect(await within(question).findByText(/De datum is intussen een andere/)).toBeTruthy();
  await within(question).findByText(/Op 1 augustus 2028 stopt/);
});

test('R4.13.1 two subscriptions on one product are told apart', async () => {
  const next = { ...schoolWide, id: '33', starts_on: '2027-08-01' };
  openPage(address, server({ 'GET /api/schools/7/subscriptions': { subscriptions: [next, schoolWide] } }));
  await screen.findByRole('table', { name: 'Abonnementen' });
  const names = screen.getAllByRole('button', { name: /^Details van/ }).map((one) => one.getAttribute('aria-label'));
  expect(new Set(names).size).toBe(2);
});

test('R4.13.1 without a subscription one reads who takes care of it', async () => {
  openPage(address, server({ 'GET /api/schools/7/subscriptions': { subscriptions: [] } }));
  expect(await screen.findByText(/De uitgever zet ze voor je klaar/)).toBeTruthy();
});

test('R4.13.2 the history names school and product on the sheet, and can be printed', async () => {
  const print = vi.spyOn(window, 'print').mockImplementation(() => undefined);
  openPage(
    `${address}/31/geschiedenis`,
    server({
      'GET /api/schools/7/subscriptions/31/history': {
        school: 'De Regenboog',
        subscription: schoolWide,
        changes: [
          { at: Date.UTC(2026, 10, 25, 9) / 1000, by: 'Anna de Vries', action: 'ended', day: '2027-08-01' },
          { at: Date.UTC(2026, 6, 1, 9) / 1000, by: '', action: 'created', day: '2026-08-01', seats: 100 },
        ],
        seats: [
          { day: '2026-11-25', taken: 2, freed: 1, used: 4 },
          { day: '2026-08-01', taken: 3, freed: 0, used: 3 },
        ],
      },
    }),
  );
  await screen.findByRole('heading', { level: 1, name: 'Geschiedenis van het abonnement op Bouw!' });
  expect(screen.getAllByRole('definition').map((fact) => fact.textContent)).toContain('De Regenboog');
  const lines = within(screen.getByRole('list', { name: 'Wijzigingen' })).getAllByRole('listitem');
  expect(lines.map((line) => line.textContent)).toEqual([
    'woensdag 25 november 2026, 10:00Abonnement beëindigd per 01-08-2027Anna de Vries',
    'woensdag 1 juli 2026, 11:00Abonnement toegevoegd: 100 licenties vanaf 01-08-2026Uitgever',
  ]);
  const days = within(screen.getByRole('list', { name: 'Licenties per dag' })).getAllByRole('listitem');
  expect(days.map((line) => line.textContent)).toEqual([
    '25 november 20262 licenties in gebruik genomen, 1 licentie vrijgekomen4 in gebruik',
    '1 augustus 20263 licenties in gebruik genomen3 in gebruik',
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'Afdrukken' }));
  expect(print).toHaveBeenCalledOnce();
});
