import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Settings } from '../../api/types';
import { anna, openPage, type Server } from '../../test/page';
import { shownRange, typedRanges, withAddress } from './addresses';

const fresh: Settings = {
  name: 'De Regenboog',
  place: 'Zwolle',
  brin: '12AB',
  location_code: '00',
  sector: 'po',
  addresses: [],
  your_address: '84.12.3.4',
  connection: null,
  retention_years: 2,
};
const active: Settings = {
  ...fresh,
  connection: 'several',
  addresses: [
    { first: '84.12.3.4', last: '84.12.3.4' },
    { first: '185.10.20.1', last: '185.10.20.30' },
  ],
};

const server = (settings: Settings, more: Server = {}): Server => ({
  'GET /api/session': anna,
  'GET /api/schools/7/settings': settings,
  ...more,
});
const open = (settings: Settings, more?: Server) => openPage('/school/7/instellingen', server(settings, more));
const activate = () => userEvent.click(screen.getByRole('button', { name: 'Activeer IP-nummer/range' }));
const sent = (asked: { method: string; body: unknown }[]) =>
  asked.filter(({ method }) => method === 'PUT').map(({ body }) => body);

test('R4.2.1 the facts of the school and what one does there', async () => {
  open(fresh);
  expect(await screen.findByRole('heading', { level: 1, name: 'Instellingen van De Regenboog' })).toBeTruthy();
  const facts = screen.getAllByRole('definition').map((fact) => fact.textContent);
  expect(facts).toEqual(['De Regenboog', 'Zwolle', '12AB 00', 'Basisonderwijs', 'Beheerder en begeleider']);
});

test('R4.2.1 first the type, then the addresses; a notice, and what is active now', async () => {
  const { asked } = open(fresh, { 'PUT /api/schools/7/addresses': { ...active, overlaps: 0 } });
  await screen.findByRole('group', { name: 'Verbindingstype' });
  expect(screen.queryByLabelText('IP-nummer')).toBeNull();
  await activate();
  expect(screen.getByText('Kies eerst een verbindingstype')).toBeTruthy();
  expect(sent(asked)).toEqual([]);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('radio', { name: /Eén adres/ })));

  await userEvent.click(screen.getByRole('radio', { name: /Meerdere adressen/ }));
  const field = screen.getByLabelText<HTMLTextAreaElement>('IP-nummer');
  expect(field.tagName).toBe('TEXTAREA');
  await userEvent.type(field, '84.12.3.4{Enter}185.10.20.1 - 185.10.20.30');
  await activate();
  expect(await screen.findByText('De IP-nummers zijn geactiveerd.')).toBeTruthy();
  expect(sent(asked)).toEqual([{ connection: 'several', addresses: '84.12.3.4\n185.10.20.1 - 185.10.20.30' }]);
  expect(screen.getByText('185.10.20.1 t/m 185.10.20.30')).toBeTruthy();
  expect(screen.getByText('Meerdere adressen', { selector: 'dd' })).toBeTruthy();
  expect(screen.queryByLabelText('IP-nummer')).toBeNull();
  const button = screen.getByRole('button', { name: 'Verwijder IP-nummer/range' });
  await waitFor(() => expect(document.activeElement?.contains(button)).toBe(true));
});

test('R4.2.2 where I come from now is one click, and an overlap with another school only warns', async () => {
  const { asked } = open(fresh, {
    'PUT /api/schools/7/addresses': {
      ...fresh,
      connection: 'one',
      addresses: [{ first: '84.12.3.4', last: '84.12.3.4' }],
      overlaps: 2,
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Gebruik 84.12.3.4' }));
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /Eén adres/ }).checked).toBe(true);
  const field = screen.getByLabelText<HTMLInputElement>('IP-nummer');
  expect(field.value).toBe('84.12.3.4');
  await waitFor(() => expect(document.activeElement).toBe(field));
  await activate();
  expect(await screen.findByText('Het IP-nummer is geactiveerd.')).toBeTruthy();
  expect(sent(asked)).toEqual([{ connection: 'one', addresses: '84.12.3.4' }]);
  expect(screen.getByText(/^2 andere scholen hebben/).textContent).toContain('Dat mag');
});

test('R4.2.2 what cannot be used is named at the field, with an example; what was typed stays', async () => {
  open(fresh, {
    'PUT /api/schools/7/addresses': {
      status: 422,
      code: 'bad_addresses',
      concerns: [
        { name: '10.0.0.1', code: 'private_address' },
        { name: 'school', code: 'bad_address' },
      ],
    },
  });
  await userEvent.click(await screen.findByRole('radio', { name: /Meerdere adressen/ }));
  const field = screen.getByLabelText<HTMLTextAreaElement>('IP-nummer');
  await userEvent.type(field, '10.0.0.1{Enter}school');
  await activate();
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(screen.getByText(/^‘10.0.0.1’ is een adres binnen het netwerk van de school/)).toBeTruthy();
  expect(screen.getByText(/^‘school’ is geen IP-adres. Zo ziet het eruit: 185.10.20.30/)).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(field.value).toBe('10.0.0.1\nschool');
  await userEvent.type(field, '.nl');
  expect(field.getAttribute('aria-invalid')).not.toBe('true');
});

test('R4.2.1 changing begins with what is active, and Annuleren leaves it so', async () => {
  const { asked } = open(active);
  await userEvent.click(await screen.findByRole('button', { name: 'Wijzig IP-nummer/range' }));
  expect(screen.getByLabelText<HTMLTextAreaElement>('IP-nummer').value).toBe('84.12.3.4\n185.10.20.1 - 185.10.20.30');
  const several = screen.getByRole<HTMLInputElement>('radio', { name: /Meerdere/ });
  expect(several.checked).toBe(true);
  expect(document.activeElement).toBe(screen.getAllByRole('radio')[0]);
  await userEvent.click(screen.getByRole('button', { name: 'Annuleren' }));
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Wijzig IP-nummer/range' })),
  );
  expect(screen.getByText('185.10.20.1 t/m 185.10.20.30')).toBeTruthy();
  expect(sent(asked)).toEqual([]);
});

test('R4.2.1 removing asks first and says what it means', async () => {
  const { asked } = open(active, { 'DELETE /api/schools/7/addresses': undefined });
  const remove = await screen.findByRole('button', { name: 'Verwijder IP-nummer/range' });
  await userEvent.click(remove);
  let dialog = await screen.findByRole('dialog', { name: 'IP-nummer/range verwijderen?' });
  expect(within(dialog).getByText(/telt als thuis geoefend/)).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Annuleren' }));
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
  await userEvent.click(remove);
  dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Verwijderen' }));
  expect(await screen.findByText(/^Het IP-nummer is verwijderd/)).toBeTruthy();
  expect(screen.queryByText('84.12.3.4 t/m', { exact: false })).toBeNull();
  expect(screen.getByRole('group', { name: 'Verbindingstype' })).toBeTruthy();
});

test('R4.2.1 who is no administrator reads who can do it, and has nothing to edit', async () => {
  openPage('/school/8/instellingen', {
    'GET /api/session': anna,
    'GET /api/schools/8/settings': { ...fresh, name: 'De Wilgen', your_address: '' },
  });
  await screen.findByRole('heading', { name: 'Manier van inloggen' });
  expect(screen.getByText(/Alleen een beheerder van je school ziet dat/)).toBeTruthy();
  expect(screen.queryByRole('radio')).toBeNull();
  expect(screen.queryByRole('button', { name: /IP-nummer/ })).toBeNull();
  expect(screen.queryByText('Bewaartermijn')).toBeNull();
});

test('R4.2.2 addresses as they are read, and as they can be typed again', () => {
  const range = { first: '2a02:a210::', last: '2a02:a210::ff' };
  expect(shownRange(range)).toBe('2a02:a210:: t/m 2a02:a210::ff');
  expect(typedRanges([range])).toBe('2a02:a210:: - 2a02:a210::ff');
  expect(withAddress('1.2.3.4\n', 'several', '5.6.7.8')).toBe('1.2.3.4\n5.6.7.8');
  expect(withAddress('1.2.3.4', 'several', '1.2.3.4')).toBe('1.2.3.4');
  expect(withAddress('1.2.3.4', 'one', '5.6.7.8')).toBe('5.6.7.8');
});

test('R4.13.2 how long results can be read after a subscription, for administrators', async () => {
  const { asked } = open(fresh, { 'PUT /api/schools/7/retention': undefined });
  const field = await screen.findByLabelText<HTMLSelectElement>('Resultaten bekijken tot');
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Bewaartermijn opslaan' });
  expect(field.value).toBe('2');
  expect(button.disabled).toBe(true);
  await userEvent.selectOptions(field, '5 jaar na het einde');
  await userEvent.click(button);
  expect(await screen.findByText('De bewaartermijn is opgeslagen.')).toBeTruthy();
  expect(sent(asked)).toEqual([{ years: 5 }]);
  await waitFor(() => expect(button.disabled).toBe(true));
});
