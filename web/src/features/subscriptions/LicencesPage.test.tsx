import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Licence, Subscription } from '../../api/types';
import { anna, openPage, type Server } from '../../test/page';
import { licence, perPupil, schoolWide } from './testing';

const fenna = licence('p1', 'Jansen, Fenna');
const bram = licence('p2', 'Bakker, Bram', { year_group: 4, renews_on: '2027-02-28' });
const today = '2026-11-25';
const answerOf = (subscription: Subscription, licences: Licence[], waiting = 0, moving = 0) => ({
  subscription,
  licences,
  waiting,
  moving,
  today,
});
const of = (subscription: Subscription) => `/api/schools/7/subscriptions/${subscription.id}`;

function open(subscription: Subscription, licences: Licence[], more: Server = {}, search = '') {
  return openPage(`/school/7/beheer/abonnementen/${subscription.id}${search}`, {
    'GET /api/session': anna,
    [`GET ${of(subscription)}`]: answerOf(subscription, licences),
    ...more,
  });
}
const shown = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);
const press = (inside: HTMLElement, name: string) => userEvent.click(within(inside).getByRole('button', { name }));
const details = async (of: string) => {
  await userEvent.click(await screen.findByRole('button', { name: `Details van ${of}` }));
  return screen.findByRole('dialog', { name: `Licentie van ${of}` });
};

test('R4.13.3 the pupils with a licence: search, status and order are in the address', async () => {
  const ended = licence('p3', 'Zand, Zoë', { status: 'ended', ends_on: '2026-11-01', renews_on: null });
  const { address } = open(schoolWide, [bram, fenna, ended]);
  await screen.findByRole('table', { name: 'Leerlingen met een licentie voor Bouw!' });
  expect(shown()).toEqual(['Bakker, Bram', 'Jansen, Fenna', 'Zand, Zoë']);
  expect(screen.getByRole('row', { name: /Zand/ }).textContent).toContain('Beëindigd sinds 01-11-2026');
  await userEvent.selectOptions(screen.getByLabelText('Status'), 'Beëindigd');
  await waitFor(() => expect(shown()).toEqual(['Zand, Zoë']));
  expect(screen.getByText('1 van 3 leerlingen')).toBeTruthy();
  await userEvent.selectOptions(screen.getByLabelText('Status'), 'Alle');
  await userEvent.type(screen.getByLabelText('Zoek een leerling'), 'fenna');
  await waitFor(() => expect(shown()).toEqual(['Jansen, Fenna']));
  expect(address()).toContain('zoek=fenna');
});

test('R4.13.3 3,000 pupils: only those in sight are in the page', async () => {
  const many = Array.from({ length: 3000 }, (_, index) =>
    licence(`p${String(index)}`, `Jansen, Kind ${String(index)}`),
  );
  open({ ...schoolWide, seats_total: 3000, seats_used: 3000 }, many);
  expect(await screen.findByText('3000 leerlingen')).toBeTruthy();
  expect(shown().length).toBeLessThan(100);
});

test('R4.13.3 of a subscription of the school a licence ends at once, and comes back', async () => {
  let now = fenna;
  const { asked } = open(schoolWide, [], {
    [`GET ${of(schoolWide)}`]: () => answerOf(schoolWide, [now]),
    [`POST ${of(schoolWide)}/licences/p1/end`]: () =>
      (now = { ...fenna, status: 'ended', ends_on: today, renews_on: null }),
    [`POST ${of(schoolWide)}/licences/p1/cancel-end`]: () => (now = fenna),
  });
  await press(await details('Fenna Jansen'), 'Beëindigen');
  const question = await screen.findByRole('dialog', { name: 'Licentie van Fenna Jansen beëindigen?' });
  expect(within(question).getByRole('status').textContent).toBe(
    'Fenna Jansen kan vanaf nu niet meer oefenen met Bouw!',
  );
  await press(question, 'Beëindigen');
  await screen.findByText('De licentie van Fenna Jansen is beëindigd.');
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ ends_on: today });
  await waitFor(() => expect(screen.getByRole('row', { name: /Jansen/ }).textContent).toContain('Beëindigd sinds'));

  await press(await details('Fenna Jansen'), 'Beëindiging annuleren');
  await screen.findByText('De licentie van Fenna Jansen loopt weer door.');
  await waitFor(() => expect(screen.getByRole('row', { name: /Jansen/ }).textContent).toContain('Actief'));
});

test('R4.13.3 R4.6.6 when all licences are in use, restoring is refused with the figures', async () => {
  open(schoolWide, [{ ...fenna, status: 'ended', ends_on: '2026-11-01' }], {
    [`POST ${of(schoolWide)}/licences/p1/cancel-end`]: {
      status: 409,
      code: 'not_enough_seats',
      concerns: [{ name: 'Bouw!' }],
      figures: { free: 0, needed: 1 },
    },
  });
  const dialog = await details('Fenna Jansen');
  await press(dialog, 'Beëindiging annuleren');
  expect(
    await within(dialog).findByText('Nog 0 licenties vrij voor Bouw!, 1 nodig. Er is niets veranderd.'),
  ).toBeTruthy();
});

test('R4.13.4 a licence per pupil is not renewed on its own date, and that can be undone', async () => {
  let now = bram;
  const { asked } = open(perPupil, [], {
    [`GET ${of(perPupil)}`]: () => answerOf(perPupil, [now, fenna]),
    [`POST ${of(perPupil)}/licences/p2/end`]: () => (now = { ...bram, status: 'ending', ends_on: '2027-02-28' }),
    [`POST ${of(perPupil)}/licences/p2/cancel-end`]: () => (now = bram),
  });
  const dialog = await details('Bram Bakker');
  expect(within(dialog).getByText('Verlengingsdatum').nextElementSibling?.textContent).toBe('28-02-2027');
  await press(dialog, 'Beëindigen');
  const question = await screen.findByRole('dialog', { name: /beëindigen/ });
  expect(within(question).getByRole('status').textContent).toContain('wordt op 28 februari 2027 niet verlengd');
  await press(question, 'Beëindigen');
  await screen.findByText('De licentie van Bram Bakker stopt op 28 februari 2027.');
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ ends_on: '2027-02-28' });
  await waitFor(() =>
    expect(screen.getByRole('row', { name: /Bakker/ }).textContent).toContain('Eindigt op 28-02-2027'),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Ongedaan maken' }));
  await screen.findByText('Ongedaan gemaakt. De licentie van Bram Bakker loopt weer door.');
  await waitFor(() => expect(screen.getByRole('row', { name: /Bakker/ }).textContent).toContain('Actief'));
});

test('R4.13.4 a licence per pupil that has ended cannot be restored here: one links again', async () => {
  open(perPupil, [{ ...bram, status: 'ended', ends_on: '2026-02-28', renews_on: null }]);
  const dialog = await details('Bram Bakker');
  expect(within(dialog).getByText(/Koppel de leerling opnieuw/)).toBeTruthy();
  expect(within(dialog).queryByRole('button', { name: /eëindig/ })).toBeNull();
});

test('R4.13.3 nobody yet: where to link pupils', async () => {
  open(schoolWide, []);
  const link = await screen.findByRole('link', { name: /Kies de leerlingen/ });
  expect(link.getAttribute('href')).toBe('/school/7/beheer/gebruikers?taak=leerlingen-koppelen');
});

test('R4.13.3 pupils who are linked but have no licence yet get one in one go', async () => {
  let waiting = 2;
  const { asked } = open(schoolWide, [], {
    [`GET ${of(schoolWide)}`]: () => answerOf(schoolWide, [fenna], waiting),
    [`POST ${of(schoolWide)}/licences`]: () => {
      waiting = 0;
      return { given: 2 };
    },
  });
  await screen.findByText('2 leerlingen zijn gekoppeld aan Bouw!, maar hebben nog geen licentie.');
  await userEvent.click(screen.getByRole('button', { name: 'Geef allemaal een licentie' }));
  const sure = await screen.findByRole('dialog', { name: '2 leerlingen een licentie geven?' });
  within(sure).getByText(/^2 leerlingen krijgen op .* een licentie voor Bouw! en kunnen meteen oefenen\.$/);
  expect(asked.every(({ method }) => method === 'GET')).toBe(true);
  await userEvent.click(within(sure).getByRole('button', { name: 'Geef allemaal een licentie' }));
  await screen.findByText('2 leerlingen kunnen nu oefenen met Bouw!');
  expect(asked.find(({ method }) => method === 'POST')).toMatchObject({
    path: `${of(schoolWide)}/licences`,
    body: { pupils: 2 },
  });
  await waitFor(() => expect(screen.queryByText(/nog geen licentie/)).toBeNull());
});

test('R4.13.2 pupils whose own subscription ends sooner can be moved to this one', async () => {
  let moving = 2;
  const { asked } = open(schoolWide, [], {
    [`GET ${of(schoolWide)}`]: () => answerOf(schoolWide, [fenna], 0, moving),
    [`POST ${of(schoolWide)}/licences/move`]: () => {
      moving = 0;
      return { given: 2 };
    },
  });
  await screen.findByText(/^2 leerlingen hebben een licentie op een abonnement dat eerder stopt dan dit/);
  await userEvent.click(screen.getByRole('button', { name: 'Zet ze allemaal over' }));
  const sure = await screen.findByRole('dialog', { name: '2 leerlingen overzetten?' });
  within(sure).getByText(/komen 2 licenties vrij\. Terugzetten kan niet\.$/);
  await userEvent.click(within(sure).getByRole('button', { name: 'Zet ze allemaal over' }));
  await screen.findByText('2 leerlingen kunnen nu blijven oefenen met Bouw!');
  expect(asked.find(({ method }) => method === 'POST')).toMatchObject({
    path: `${of(schoolWide)}/licences/move`,
    body: { pupils: 2 },
  });
  await waitFor(() => expect(screen.queryByText(/eerder stopt/)).toBeNull());
});
