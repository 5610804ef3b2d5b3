import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Person } from '../../api/types';
import { anna, openPage, person, products, type Server } from '../../test/page';

const bob = person('b', {
  kind: 'professional',
  display_name: 'Bakker, Bob',
  search: 'bob bakker',
  year_group: null,
  user_name: null,
  roles: ['supervisor', 'administrator'],
});
const fenna = person('f', { products: [{ id: '1', name: 'Bouw!' }] });
const zoe = person('z', { display_name: 'Öztürk, Zoë', search: 'zoe ozturk', year_group: 3 });

const server = (people: Person[], more: Server = {}): Server => ({
  'GET /api/session': anna,
  'GET /api/schools/7/people': { people },
  'GET /api/schools/7/products': { products },
  'GET /api/schools/7/supervisors': {
    supervisors: [
      { id: 's1', display_name: 'Vries, Anna de' },
      { id: 's2', display_name: 'Bakker, Bob' },
    ],
  },
  ...more,
});
const namesShown = () => screen.getAllByRole('rowheader').map((cell) => cell.firstChild?.textContent);

test('R4.3.1 name, roles and products of all users; a heading sorts both ways, and the address has it', async () => {
  const { address } = openPage('/school/7/beheer/gebruikers', server([bob, fenna, zoe]));
  await screen.findByRole('table', { name: 'Gebruikers' });
  expect(namesShown()).toEqual(['Bakker, Bob', 'Jansen, Fenna', 'Öztürk, Zoë']);
  const row = screen.getByRole('row', { name: /Bakker/ });
  expect(within(row).getByText('Begeleider')).toBeTruthy();
  expect(within(row).getByText('Beheerder')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Leerjaar' }));
  await waitFor(() => expect(namesShown()).toEqual(['Öztürk, Zoë', 'Jansen, Fenna', 'Bakker, Bob']));
  expect(screen.getByRole('columnheader', { name: 'Leerjaar' }).getAttribute('aria-sort')).toBe('ascending');
  await userEvent.click(screen.getByRole('button', { name: 'Leerjaar' }));
  await waitFor(() => expect(namesShown()).toEqual(['Jansen, Fenna', 'Öztürk, Zoë', 'Bakker, Bob']));
  expect(address()).toBe('/school/7/beheer/gebruikers?sort=-leerjaar');
});

test('R4.3.1 a shared address shows the same search and filters', async () => {
  openPage('/school/7/beheer/gebruikers?zoek=ozturk&leerjaar=3&rol=leerling', server([bob, fenna, zoe]));
  await screen.findByRole('table');
  expect(namesShown()).toEqual(['Öztürk, Zoë']);
  expect(screen.getByLabelText<HTMLInputElement>('Zoek een naam').value).toBe('ozturk');
  await userEvent.click(screen.getByRole('button', { name: 'Wis de filters' }));
  await waitFor(() => expect(namesShown()).toHaveLength(3));
});

test('R4.3.1 searching as one types', async () => {
  const { address } = openPage('/school/7/beheer/gebruikers', server([bob, fenna, zoe]));
  await userEvent.type(await screen.findByLabelText('Zoek een naam'), 'Zoë');
  await waitFor(() => expect(namesShown()).toEqual(['Öztürk, Zoë']));
  expect(address()).toContain('zoek=Zo%C3%AB');
});

test('R4.3.1 of 3,000 users only those in sight are in the page, and the table still says how many there are', async () => {
  const many = Array.from({ length: 3000 }, (_, index) => person(String(index)));
  openPage('/school/7/beheer/gebruikers', server(many));
  const table = await screen.findByRole('table');
  expect(table.getAttribute('aria-rowcount')).toBe('3001');
  const rows = screen.getAllByRole('row').length;
  expect(rows).toBeGreaterThan(5);
  expect(rows).toBeLessThan(80);
});

test('R4.6.5 only pupils can be ticked, all that match at once, and the links go out as chosen', async () => {
  const { asked, address } = openPage(
    '/school/7/beheer/archief',
    server([bob, fenna, zoe], {
      'POST /api/schools/7/people/link-pupils': { pupils: 2, links: 2, activated: 2 },
    }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Kies een beheertaak' }));
  await userEvent.click(screen.getByRole('button', { name: /Leerlingen koppelen/ }));
  expect(await screen.findByLabelText('Kies Jansen, Fenna')).toBeTruthy();
  expect(screen.queryByLabelText('Kies Bakker, Bob')).toBeNull();
  expect(address()).toContain('taak=koppelen');
  await userEvent.click(screen.getByLabelText('Kies alle 2 leerlingen'));
  expect(screen.getByText('2 leerlingen gekozen')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Leerlingen koppelen' }));

  const dialog = await screen.findByRole('dialog', { name: 'Leerlingen koppelen' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Toevoegen' }));
  expect(within(dialog).getByText('Kies een product', { selector: 'p' })).toBeTruthy();
  expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  await userEvent.selectOptions(within(dialog).getByLabelText('Product'), '1');
  await userEvent.click(within(dialog).getByRole('combobox', { name: 'Begeleider(s)' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Bakker, Bob' }));
  expect(within(dialog).getByText('Je koppelt 2 leerlingen aan Bouw! met ‘Bakker, Bob’.')).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Toevoegen' }));

  expect(await screen.findByText(/2 leerlingen zijn gekoppeld/)).toBeTruthy();
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    pupils: ['f', 'z'],
    rows: [{ product: '1', supervisors: ['s2'] }],
  });
  await waitFor(() => expect(address()).toBe('/school/7/beheer/archief'));
});

test('R4.6.6 too few seats: the figures, and nothing of the choice is lost', async () => {
  openPage(
    '/school/7/beheer/gebruikers?taak=koppelen',
    server([fenna], {
      'POST /api/schools/7/people/link-pupils': {
        status: 409,
        code: 'not_enough_seats',
        figures: { free: 3, needed: 5 },
      },
    }),
  );
  await userEvent.click(await screen.findByLabelText('Kies Jansen, Fenna'));
  await userEvent.click(screen.getByRole('button', { name: 'Leerlingen koppelen' }));
  await userEvent.selectOptions(
    await screen.findByLabelText('Product', { selector: 'dialog *, [role=dialog] *' }),
    'huidig',
  );
  await userEvent.click(screen.getByRole('combobox', { name: 'Begeleider(s)' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Bakker, Bob' }));
  await userEvent.click(screen.getByRole('button', { name: 'Toevoegen' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Nog 3 licenties vrij, 5 nodig');
  expect(screen.getByText(/hun huidige product met ‘Bakker, Bob’/)).toBeTruthy();
});
