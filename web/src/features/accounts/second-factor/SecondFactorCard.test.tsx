import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Session } from '../../../api/types';
import { anna, openPage, operator, type Server } from '../../../test/page';

const codes = ['aaaa-bbbb-cccc', 'dddd-eeee-ffff'];
const server = (factor: object, more: Server = {}, session: Session = anna): Server => ({
  'GET /api/session': session,
  'GET /api/profile': {
    ...{ first_name: 'Anna', infix: '', last_name: 'Vries', user_name: null, email: 'anna@regenboog.example' },
    ...{ job_title: '', new_email: null, version: 1 },
  },
  'GET /api/second-factor': factor,
  ...more,
});
const off = { on: false, demanded: false, recovery_codes_left: 0 };
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

test('R8.1 setting it up: the password, the app, the first code, and codes to keep', async () => {
  let tries = 0;
  const { asked } = openPage(
    '/profiel',
    server(off, {
      'POST /api/second-factor/begin': { secret: 'ABCDEFGH', address: 'otpauth://totp/x?secret=ABCDEFGH', ticket: 'T' },
      'POST /api/second-factor/confirm': () => {
        tries += 1;
        return tries === 1 ? { status: 422, code: 'wrong_code' } : { codes };
      },
    }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Zet aan' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('Je wachtwoord van nu'), 'Lezen{Enter}');
  expect(await dialog.findByTitle('QR-code voor de app op je telefoon')).toBeTruthy();
  expect(dialog.getByText('ABCD EFGH')).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Zet aan' }));
  expect(dialog.getByText('Typ de code uit de app')).toBeTruthy();
  await userEvent.type(dialog.getByLabelText('Code'), '111111{Enter}');
  expect(await dialog.findByText(/Deze code klopt niet/)).toBeTruthy();
  await userEvent.clear(dialog.getByLabelText('Code'));
  await userEvent.type(dialog.getByLabelText('Code'), '222222{Enter}');
  expect(await dialog.findByText('dddd-eeee-ffff')).toBeTruthy();
  await press('Ik heb ze bewaard');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
    { password: 'Lezen' },
    { ticket: 'T', code: '111111' },
    { ticket: 'T', code: '222222' },
  ]);
});

test('R8.1 a wrong password is told where it was typed', async () => {
  const { asked } = openPage(
    '/profiel',
    server(
      { on: true, demanded: false, recovery_codes_left: 2 },
      {
        'POST /api/second-factor/off': {
          ...{ status: 422, code: 'faulty' },
          concerns: [{ field: 'password', code: 'wrong_password' }],
        },
      },
    ),
  );
  expect(await screen.findByText(/Maak nieuwe herstelcodes/)).toBeTruthy();
  await press('Zet uit');
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('Je wachtwoord van nu'), 'nee{Enter}');
  expect(dialog.getByText('Typ de code uit de app')).toBeTruthy();
  await userEvent.type(dialog.getByLabelText('Code'), '123 456{Enter}');
  await waitFor(() => expect(dialog.getByLabelText('Je wachtwoord van nu').getAttribute('aria-invalid')).toBe('true'));
  expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
    { password: 'nee', code: '123 456' },
  ]);
});

test('R8.1 an operator without it comes to where it is set up, and cannot switch it off', async () => {
  const { address } = openPage(
    '/uitgever',
    server(off, {}, { ...operator, user: { ...operator.user, second_factor: false } }),
  );
  expect(await screen.findByText(/Zet eerst inloggen in twee stappen aan/)).toBeTruthy();
  expect(address()).toBe('/profiel?melding=tweede-stap');
});

test('R8.1 an administrator of a school that asks it comes there too', async () => {
  const schools = anna.schools.map((school) => ({ ...school, second_factor_demanded: true }));
  const { address } = openPage('/school/7/beheer/gebruikers', server(off, {}, { ...anna, schools }));
  expect(await screen.findByText(/Zet eerst inloggen in twee stappen aan/)).toBeTruthy();
  expect(address()).toBe('/profiel?melding=tweede-stap');
});
