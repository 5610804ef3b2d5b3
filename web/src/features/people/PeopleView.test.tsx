import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, onTestFinished, test, vi } from 'vitest';
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

test('R4.3.1 who types and at once opens a user, is not brought back by the search', async () => {
  const user = { ...fenna, job_title: '', archived: false, is_self: false, own_profile_only: false, links: [] };
  const { address } = openPage('/school/7/beheer/gebruikers', server([fenna], { 'GET /api/schools/7/people/f': user }));
  const search = await screen.findByLabelText('Zoek een naam');
  vi.useFakeTimers({ shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  fireEvent.change(search, { target: { value: 'jan' } });
  fireEvent.click(screen.getByRole('link', { name: 'Wijzig Fenna Jansen' }));
  await vi.advanceTimersByTimeAsync(1000);
  expect(address()).toBe('/school/7/beheer/gebruikers/f');
  expect(await screen.findByRole('heading', { level: 1, name: 'Fenna Jansen' })).toBeTruthy();
});

test('R4.3.1 of 5,000 users only those in sight are in the page, and the table still says how many there are', async () => {
  const many = Array.from({ length: 5000 }, (_, index) => person(String(index)));
  openPage('/school/7/beheer/gebruikers?taak=archiveren', server(many));
  const table = await screen.findByRole('table');
  expect(table.getAttribute('aria-rowcount')).toBe('5001');
  const rows = screen.getAllByRole('row').length;
  expect(rows).toBeGreaterThan(5);
  expect(rows).toBeLessThan(80);
  // Whoever is out of sight is chosen along.
  await userEvent.click(screen.getByLabelText('Kies alle 5000 gebruikers'));
  expect(screen.getByText('5000 gebruikers gekozen')).toBeTruthy();
  expect(screen.getAllByRole('row').length).toBeLessThan(80);
});

test.each([
  ['gebruikers', 'Wijzig', 'Gebruikersoverzicht', ''],
  ['archief', 'Bekijk', 'Gebruikersarchief', '&lijst=archief'],
])(
  'R4.3.1 R4.6.1 after a look at one user in %s, Back and the way back show the same search, filters and order',
  async (list, word, wayBack, more) => {
    const user = {
      ...fenna,
      job_title: '',
      archived: list === 'archief',
      is_self: false,
      own_profile_only: false,
      links: [],
    };
    const view = '?zoek=jansen&leerjaar=5&sort=-naam';
    const { address, router } = openPage(
      `/school/7/beheer/${list}${view}`,
      server([bob, fenna, zoe], { 'GET /api/schools/7/people/f': user }),
    );
    const look = async () => {
      await userEvent.click(await screen.findByRole('link', { name: `${word} Fenna Jansen` }));
      await screen.findByRole('heading', { level: 1, name: 'Fenna Jansen' });
      expect(address()).toBe(`/school/7/beheer/gebruikers/f${view}${more}`);
    };
    await look();
    router.history.back();
    await screen.findByRole('table');
    expect(address()).toBe(`/school/7/beheer/${list}${view}`);
    expect(namesShown()).toEqual(['Jansen, Fenna']);
    expect(screen.getByLabelText<HTMLSelectElement>('Leerjaar').value).toBe('5');
    await look();
    await userEvent.click(screen.getByRole('link', { name: wayBack }));
    await screen.findByRole('table');
    expect(address()).toBe(`/school/7/beheer/${list}${view}`);
    expect(namesShown()).toEqual(['Jansen, Fenna']);
  },
);

test('R4.3.1 a role and a product, each alone and together; what finds nobody says so and can be undone', async () => {
  const els = person('e', { ...bob, id: 'e', display_name: 'Els, Els', search: 'els els', roles: ['supervisor'] });
  const { address } = openPage(
    '/school/7/beheer/gebruikers',
    server([bob, els, { ...zoe, products: [{ id: '2', name: 'Letterster' }] }, fenna]),
  );
  await userEvent.selectOptions(await screen.findByLabelText('Rol'), 'beheerder');
  await waitFor(() => expect(namesShown()).toEqual(['Bakker, Bob']));
  await userEvent.selectOptions(screen.getByLabelText('Product'), '2');
  expect(await screen.findByText(/Niemand gevonden/)).toBeTruthy();
  expect(address()).toBe('/school/7/beheer/gebruikers?rol=beheerder&product=2');
  await userEvent.selectOptions(screen.getByLabelText('Rol'), '');
  await waitFor(() => expect(namesShown()).toEqual(['Öztürk, Zoë']));
});

async function choose(task: RegExp) {
  await userEvent.click(await screen.findByRole('button', { name: 'Kies een beheertaak' }));
  await userEvent.click(screen.getByRole('button', { name: task }));
}
const posted = (asked: { method: string; body: unknown }[]) =>
  asked.filter(({ method }) => method === 'POST').map(({ body }) => body);
const ticked = (...people: Person[]) => people.map(({ id, version }) => ({ id, version }));

test('R4.6.5 only pupils can be ticked, all that match at once, and the links go out as chosen', async () => {
  const { asked, address } = openPage(
    '/school/7/beheer/archief',
    server([bob, fenna, zoe], {
      'POST /api/schools/7/people/link-pupils': { people: 2, activated: 2, archived: 0 },
    }),
  );
  await choose(/Leerlingen koppelen/);
  expect(await screen.findByLabelText('Kies Jansen, Fenna')).toBeTruthy();
  expect(screen.queryByLabelText('Kies Bakker, Bob')).toBeNull();
  expect(address()).toContain('taak=leerlingen-koppelen');
  await userEvent.click(screen.getByLabelText('Kies alle 2 leerlingen'));
  expect(screen.getByText('2 leerlingen gekozen')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Leerlingen koppelen' }));

  const dialog = await screen.findByRole('dialog', { name: 'Leerlingen koppelen' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Toevoegen' }));
  expect(within(dialog).getByText('Kies een product', { selector: 'p' })).toBeTruthy();
  expect(posted(asked)).toEqual([]);
  await userEvent.selectOptions(within(dialog).getByLabelText('Product'), '1');
  await userEvent.click(within(dialog).getByRole('combobox', { name: 'Begeleider(s)' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Bakker, Bob' }));
  expect(within(dialog).getByText('Je koppelt 2 leerlingen aan Bouw! met ‘Bakker, Bob’.')).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Toevoegen' }));

  expect(await screen.findByText('2 leerlingen zijn gekoppeld en uit het archief gehaald.')).toBeTruthy();
  expect(posted(asked)).toEqual([{ people: ticked(fenna, zoe), rows: [{ product: '1', supervisors: ['s2'] }] }]);
  await waitFor(() => expect(address()).toBe('/school/7/beheer/archief'));
});

test('R4.6.5 by keyboard: typing and Enter pick, and never send the form; another row begins at its product', async () => {
  const { asked } = openPage(
    '/school/7/beheer/archief?taak=leerlingen-koppelen',
    server([fenna], { 'POST /api/schools/7/people/link-pupils': { people: 1, activated: 1, archived: 0 } }),
  );
  await userEvent.click(await screen.findByLabelText('Kies Jansen, Fenna'));
  await userEvent.click(screen.getByRole('button', { name: 'Leerlingen koppelen' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Leerlingen koppelen' }));
  await userEvent.selectOptions(dialog.getByLabelText('Product'), '1');
  await userEvent.tab();
  expect(document.activeElement).toBe(dialog.getByRole('combobox', { name: 'Begeleider(s)' }));
  await userEvent.keyboard('bob{Enter}');
  expect(dialog.getByText('Je koppelt 1 leerling aan Bouw! met ‘Bakker, Bob’.')).toBeTruthy();
  // Nobody is pointed at any more.
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(dialog.getByText('Je koppelt 1 leerling aan Bouw! met ‘Bakker, Bob’ en ‘Vries, Anna de’.')).toBeTruthy();
  expect(posted(asked)).toEqual([]);

  const more = dialog.getByRole('button', { name: 'Nog een koppeling toevoegen' });
  await userEvent.click(more);
  expect(document.activeElement).toBe(dialog.getAllByLabelText('Product')[1]);
  await userEvent.click(dialog.getByRole('button', { name: 'Koppeling 2 weghalen' }));
  expect(document.activeElement).toBe(more);
  expect(dialog.getAllByLabelText('Product')).toHaveLength(1);

  // The first one can go too; what is on the screen of the other one stays.
  await userEvent.click(more);
  const other = dialog.getAllByLabelText('Product')[1];
  await userEvent.click(dialog.getByRole('button', { name: 'Koppeling 1 weghalen' }));
  expect(other?.isConnected).toBe(true);
});

test('R4.6.6 too few seats: the figures, and nothing of the choice is lost', async () => {
  openPage(
    '/school/7/beheer/gebruikers?taak=leerlingen-koppelen',
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

test('R4.5.1 archiving: a range with Shift, one sentence, done, and undone again', async () => {
  const people = ['a', 'b', 'c', 'd'].map((id) => person(id, { display_name: `Kind ${id}`, first_name: `Kind${id}` }));
  const { asked } = openPage(
    '/school/7/beheer/gebruikers?taak=archiveren',
    server([...people, person('u1', { display_name: 'Vries, Anna de', kind: 'professional' })], {
      'POST /api/schools/7/people/archive': { people: 3, activated: 0, archived: 3, undo: 'token' },
      'POST /api/schools/7/people/undo': { people: 3, activated: 3, archived: 0 },
    }),
  );
  const user = userEvent.setup();
  await user.click(await screen.findByLabelText('Kies Kind a'));
  await user.keyboard('{Shift>}');
  await user.click(screen.getByLabelText('Kies Kind c'));
  await user.keyboard('{/Shift}');
  expect(screen.getByText('3 gebruikers gekozen')).toBeTruthy();
  // R4.5.3
  expect(screen.queryByLabelText('Kies Vries, Anna de')).toBeNull();
  expect(screen.getByText(/jezelf archiveren kan niet/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Gebruikers archiveren' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/^Je archiveert Kinda Jansen, Kindb Jansen en Kindc Jansen/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Archiveren' }));

  const back = await screen.findByRole('button', { name: 'Ongedaan maken' });
  await user.tab();
  expect(document.activeElement).toBe(back);
  await user.keyboard('{Enter}');
  expect(await screen.findByText(/3 gebruikers zijn weer zoals ervoor/)).toBeTruthy();
  expect(posted(asked)).toEqual([{ people: ticked(...people.slice(0, 3)) }, { undo: 'token' }]);
});

test('R4.5.1 the notice with the way back is closed by Escape, and the focus is where one goes on', async () => {
  openPage(
    '/school/7/beheer/gebruikers?taak=archiveren',
    server([fenna, zoe], {
      'POST /api/schools/7/people/archive': { people: 1, activated: 0, archived: 1, undo: 'token' },
    }),
  );
  await userEvent.click(await screen.findByLabelText('Kies Jansen, Fenna'));
  await userEvent.click(screen.getByRole('button', { name: 'Gebruikers archiveren' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Archiveren' }));
  const back = await screen.findByRole('button', { name: 'Ongedaan maken' });
  expect(back.closest('[role=alert]')?.contains(document.activeElement)).toBe(true);
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Ongedaan maken' })).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Kies een beheertaak' }));
});

test('R4.5.1 a dialog that is closed gives the focus back to the button of the task', async () => {
  openPage('/school/7/beheer/gebruikers?taak=archiveren', server([fenna, zoe]));
  await userEvent.click(await screen.findByLabelText('Kies Jansen, Fenna'));
  const button = screen.getByRole('button', { name: 'Gebruikers archiveren' });
  await userEvent.click(button);
  await screen.findByRole('dialog');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement).toBe(button));
});

test('R4.5.1 who goes elsewhere while a task is done, is told of it there', async () => {
  let answer: (done: object) => void = () => undefined;
  const { address, router } = openPage(
    '/school/7/beheer/gebruikers?taak=archiveren',
    server([fenna, zoe], {
      'POST /api/schools/7/people/archive': () => new Promise<object>((resolve) => (answer = resolve)),
      'GET /api/schools/7/subscriptions': { subscriptions: [] },
    }),
  );
  await userEvent.click(await screen.findByLabelText('Kies Jansen, Fenna'));
  await userEvent.click(screen.getByRole('button', { name: 'Gebruikers archiveren' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Archiveren' }));
  await router.navigate({ to: '/school/$school/beheer/abonnementen', params: { school: '7' } });
  await screen.findByRole('heading', { level: 1, name: 'Abonnementen' });
  answer({ people: 1, activated: 0, archived: 1, undo: 'token' });
  await screen.findByRole('button', { name: 'Ongedaan maken' });
  expect(address()).toBe('/school/7/beheer/abonnementen');
});

test('R4.5.1 a range with Shift and the space bar, and a click anywhere in a row', async () => {
  const people = ['a', 'b', 'c', 'd'].map((id) => person(id, { display_name: `Kind ${id}` }));
  openPage('/school/7/beheer/gebruikers?taak=archiveren', server(people));
  const user = userEvent.setup();
  await user.click(await screen.findByText('Kind b'));
  expect(screen.getByText('1 gebruiker gekozen')).toBeTruthy();
  screen.getByLabelText('Kies Kind d').focus();
  await user.keyboard('{Shift>} {/Shift}');
  expect(screen.getByText('3 gebruikers gekozen')).toBeTruthy();
});

test('R4.5.1 a range goes by what is shown: filtered, and in the order of the moment; from below too', async () => {
  const people = [5, 6, 5, 5].map((year, at) =>
    person(String(at), { display_name: `Kind ${at}`, first_name: `Kind${at}`, year_group: year }),
  );
  const { asked } = openPage(
    '/school/7/beheer/gebruikers?taak=archiveren&leerjaar=5&sort=-naam',
    server(people, { 'POST /api/schools/7/people/archive': { people: 2, activated: 0, archived: 2 } }),
  );
  const user = userEvent.setup();
  await user.click(await screen.findByLabelText('Kies Kind 0'));
  await user.keyboard('{Shift>}');
  await user.click(screen.getByLabelText('Kies Kind 2'));
  await user.keyboard('{/Shift}');
  expect(screen.getByText('2 gebruikers gekozen')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Gebruikers archiveren' }));
  await user.click(await screen.findByRole('button', { name: 'Archiveren' }));
  const sent = () => (posted(asked)[0] as { people: { id: string }[] }).people.map(({ id }) => id).toSorted();
  await waitFor(() => expect(sent()).toEqual(['0', '2']));
});

test('R4.10.1 all that match a filter are chosen at once, and stay so under another filter', async () => {
  const people = [5, 5, 6].map((year, at) => person(String(at), { display_name: `Kind ${at}`, year_group: year }));
  const { asked, address } = openPage(
    '/school/7/beheer/gebruikers?taak=leerjaar-aanpassen&leerjaar=5',
    server([...people, bob], { 'POST /api/schools/7/people/year-group': { people: 2, activated: 0, archived: 0 } }),
  );
  const all = await screen.findByLabelText<HTMLInputElement>('Kies alle 2 gevonden leerlingen');
  await userEvent.click(all);
  expect(all.checked).toBe(true);
  await userEvent.selectOptions(screen.getByLabelText('Leerjaar'), '6');
  expect(await screen.findByLabelText<HTMLInputElement>('Kies de gevonden leerling')).toMatchObject({
    checked: false,
  });
  expect(screen.getByText('2 leerlingen gekozen')).toBeTruthy();
  expect(address()).toBe('/school/7/beheer/gebruikers?taak=leerjaar-aanpassen&leerjaar=6');
  await userEvent.click(screen.getByRole('button', { name: 'Leerjaar aanpassen' }));
  await userEvent.click(await screen.findByRole('radio', { name: /verder/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Aanpassen' }));
  await waitFor(() => expect(posted(asked)).toHaveLength(1));
  expect(posted(asked)[0]).toEqual({ people: ticked(...people.slice(0, 2)), direction: 'up' });
});

test('R4.5.3 a refusal names whom and why, and the choice stays', async () => {
  openPage(
    '/school/7/beheer/gebruikers?taak=archiveren',
    server([bob, fenna], {
      'POST /api/schools/7/people/archive': {
        status: 409,
        code: 'only_supervisor',
        concerns: [
          { name: 'Bob Bakker', about: 'Fenna Jansen (Bouw!)' },
          { name: 'Bob Bakker', about: 'Zoë Öztürk (Bouw!)' },
        ],
      },
    }),
  );
  await userEvent.click(await screen.findByLabelText('Kies alle 2 gebruikers'));
  await userEvent.click(screen.getByRole('button', { name: 'Gebruikers archiveren' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Archiveren' }));
  expect((await screen.findByRole('alert')).textContent).toContain(
    'Bob Bakker is de enige begeleider van Fenna Jansen (Bouw!) en Zoë Öztürk (Bouw!).',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Annuleren' }));
  expect(screen.getByText('2 gebruikers gekozen')).toBeTruthy();
});

test('R4.6.6 somebody changed meanwhile: named, not ticked any more, and the others still are', async () => {
  let changed = false;
  const { asked } = openPage(
    '/school/7/beheer/gebruikers?taak=archiveren',
    server([], {
      'GET /api/schools/7/people': ({ search }) => ({
        people: search.get('state') === 'archived' ? [] : [fenna, changed ? { ...zoe, version: 2 } : zoe],
      }),
      'POST /api/schools/7/people/archive': ({ body }) => {
        if (JSON.stringify(body).includes('"z"')) {
          changed = true;
          return { status: 409, code: 'changed_meanwhile', concerns: [{ name: 'Zoë Öztürk' }] };
        }
        return { people: 1, activated: 0, archived: 1 };
      },
    }),
  );
  await userEvent.click(await screen.findByLabelText('Kies alle 2 gebruikers'));
  await userEvent.click(screen.getByRole('button', { name: 'Gebruikers archiveren' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Archiveren' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Zoë Öztürk');
  expect(await screen.findByText(/niet meer aangevinkt; de anderen nog wel/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Archiveren' }));
  await waitFor(() => expect(posted(asked).at(-1)).toEqual({ people: ticked(fenna) }));
});

test('R4.6.2 only who was linked before can be unarchived; a line says of how many that is not so', async () => {
  const { asked } = openPage(
    '/school/7/beheer/archief',
    server([bob, { ...fenna, linked_before: true }, zoe], {
      'POST /api/schools/7/people/unarchive': { people: 1, activated: 1, archived: 0 },
    }),
  );
  await choose(/Gebruikers dearchiveren/);
  await userEvent.click(await screen.findByLabelText('Kies Jansen, Fenna'));
  expect(screen.queryByLabelText('Kies Öztürk, Zoë')).toBeNull();
  expect(screen.getByText(/^2 gebruikers staan er niet bij/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Gebruikers dearchiveren' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Dearchiveren' }));
  expect(await screen.findByText('Fenna Jansen is weer actief.')).toBeTruthy();
  expect(posted(asked)).toEqual([{ people: ticked(fenna) }]);
});

test('R4.6.4 a role that all have is orange with a word; products come with the role supervisor', async () => {
  const els = person('e', { ...bob, id: 'e', display_name: 'Els, Els', roles: ['administrator'] });
  const { asked } = openPage(
    '/school/7/beheer/gebruikers?taak=professionals-koppelen',
    server([bob, els, fenna], {
      'POST /api/schools/7/people/link-professionals': { people: 2, activated: 0, archived: 0 },
    }),
  );
  await userEvent.click(await screen.findByLabelText('Kies alle 2 professionals'));
  await userEvent.click(screen.getByRole('button', { name: 'Professionals koppelen' }));
  const dialog = await screen.findByRole('dialog');
  const had = within(dialog).getByRole<HTMLInputElement>('checkbox', { name: /Beheerder/ });
  expect(had.checked && had.disabled).toBe(true);
  expect(had.closest('label')?.textContent).toContain('hebben ze al');
  expect(had.closest('label')?.dataset.had).toBe('true');
  expect(within(dialog).queryByRole('checkbox', { name: 'Bouw!' })).toBeNull();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Toevoegen' }));
  expect(within(dialog).getByText('Kies een rol of een product')).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('checkbox', { name: /Begeleider/ }));
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Bouw!' }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Toevoegen' }));
  await screen.findByText('2 professionals zijn gekoppeld.');
  expect(posted(asked)).toEqual([{ people: ticked(bob, els), roles: ['supervisor'], products: ['1'] }]);
});

test('R4.9.1 removing a role: who loses it, and who goes to the archive', async () => {
  const kim = person('k', { ...bob, id: 'k', first_name: 'Kim', last_name: 'Vos', roles: ['supervisor'] });
  const { asked } = openPage(
    '/school/7/beheer/gebruikers?taak=rollen-verwijderen',
    server([kim, fenna], {
      'POST /api/schools/7/people/remove-role': { people: 1, activated: 0, archived: 1, undo: 't' },
    }),
  );
  await userEvent.click(await screen.findByLabelText('Kies Bakker, Bob'));
  await userEvent.click(screen.getByRole('button', { name: 'Rollen verwijderen' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: /Beheerder/ }).disabled).toBe(true);
  await userEvent.click(within(dialog).getByRole('radio', { name: /Begeleider/ }));
  expect(within(dialog).getByText(/Kim Vos houdt geen rol over en gaat naar het archief/)).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Rollen verwijderen' }));
  await screen.findByText('1 professional is geen begeleider meer en staat nu in het archief.');
  expect(posted(asked)).toEqual([{ people: ticked(kim), role: 'supervisor' }]);
});

test('R4.10.1 a year up: from which to which, and who is at the end is named', async () => {
  const gijs = person('g', { display_name: 'Bos, Gijs', year_group: 8 });
  openPage(
    '/school/7/beheer/gebruikers?taak=leerjaar-aanpassen',
    server([gijs, zoe], {
      'POST /api/schools/7/people/year-group': {
        status: 422,
        code: 'year_group_limit',
        concerns: [{ name: 'Gijs Bos' }],
      },
    }),
  );
  await userEvent.click(await screen.findByLabelText('Kies alle 2 leerlingen'));
  await userEvent.click(screen.getByRole('button', { name: 'Leerjaar aanpassen' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Aanpassen' }));
  expect(within(dialog).getByText('Kies verder of terug')).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('radio', { name: /verder/ }));
  expect(within(dialog).getByText(/1 leerling kan niet die kant op/)).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Aanpassen' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('Het gaat om Gijs Bos.');
});

test('R4.10.1 all whom a refusal is about can be read, and one goes on without them', async () => {
  const stuck = Array.from({ length: 60 }, (_, at) => person(`k${at}`, { first_name: `Kind${at}`, year_group: 8 }));
  const { asked } = openPage(
    '/school/7/beheer/gebruikers?taak=leerjaar-aanpassen',
    server([...stuck, fenna], {
      'POST /api/schools/7/people/year-group': {
        status: 422,
        code: 'year_group_limit',
        concerns: stuck.map(({ first_name: first }) => ({ name: `${first} Jansen` })),
      },
    }),
  );
  await userEvent.click(await screen.findByLabelText('Kies alle 61 leerlingen'));
  await userEvent.click(screen.getByRole('button', { name: 'Leerjaar aanpassen' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('radio', { name: /verder/ }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Aanpassen' }));
  const list = await within(dialog).findByRole('list', { name: 'Om wie het gaat' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(60);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Haal 60 gebruikers uit de keuze' }));
  expect(screen.getByText('1 leerling gekozen')).toBeTruthy();
  expect(within(dialog).queryByRole('alert')).toBeNull();
  const submit = within(dialog).getByRole('button', { name: 'Aanpassen' });
  expect(document.activeElement).toBe(submit);
  await userEvent.click(submit);
  await waitFor(() => expect(posted(asked)).toHaveLength(2));
  expect(posted(asked)[1]).toMatchObject({ people: ticked(fenna) });
});

test('R4.10.1 with namesakes in the choice nobody is taken out of it by name', async () => {
  openPage(
    '/school/7/beheer/gebruikers?taak=leerjaar-aanpassen',
    server([fenna, { ...fenna, id: 'f2' }, zoe], {
      'POST /api/schools/7/people/year-group': {
        status: 422,
        code: 'year_group_limit',
        concerns: [{ name: 'Fenna Jansen' }],
      },
    }),
  );
  await userEvent.click(await screen.findByLabelText('Kies alle 3 leerlingen'));
  await userEvent.click(screen.getByRole('button', { name: 'Leerjaar aanpassen' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('radio', { name: /verder/ }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Aanpassen' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('Het gaat om Fenna Jansen.');
  expect(within(dialog).queryByRole('button', { name: /uit de keuze/ })).toBeNull();
});

test('R4.3.1 choosing a task and stopping leave the focus on what comes in its place', async () => {
  openPage('/school/7/beheer/gebruikers', server([fenna]));
  await choose(/Gebruikers archiveren/);
  const stop = await screen.findByRole('button', { name: 'Stoppen' });
  await waitFor(() => expect(document.activeElement).toBe(stop));
  await userEvent.click(stop);
  const menu = await screen.findByRole('button', { name: 'Kies een beheertaak' });
  await waitFor(() => expect(document.activeElement).toBe(menu));
});

test('R4.3.1 on a small screen one list sorts, and the filters wait behind a button that counts them', async () => {
  const wide = window.matchMedia('');
  const media = vi
    .spyOn(window, 'matchMedia')
    .mockImplementation(
      (query) => Object.assign(Object.create(wide), { matches: query.includes('48rem') }) as typeof wide,
    );
  onTestFinished(() => media.mockRestore());
  const { address } = openPage('/school/7/beheer/gebruikers?leerjaar=5', server([bob, fenna, zoe]));
  const filters = await screen.findByRole('button', { name: 'Filters (1)' });
  expect(screen.queryByLabelText('Leerjaar')).toBeNull();
  await userEvent.click(filters);
  await userEvent.selectOptions(screen.getByLabelText('Leerjaar'), '');
  await screen.findByRole('button', { name: 'Filters' });
  expect(screen.queryByRole('button', { name: 'Naam' })).toBeNull();
  await userEvent.selectOptions(screen.getByLabelText('Sorteer op'), 'Naam (andersom)');
  await waitFor(() => expect(namesShown()).toEqual(['Öztürk, Zoë', 'Jansen, Fenna', 'Bakker, Bob']));
  expect(address()).toBe('/school/7/beheer/gebruikers?sort=-naam');
});

test('R4.11.1 downloading asks for those who are listed, in their order', async () => {
  const { asked } = openPage(
    '/school/7/beheer/archief?rol=leerling&sort=-naam',
    server([bob, fenna, zoe], { 'POST /api/schools/7/people/download': {} }),
  );
  URL.createObjectURL = () => 'blob:x';
  URL.revokeObjectURL = () => undefined;
  await choose(/Downloaden/);
  await screen.findByText('Het Excel-bestand is gedownload.');
  expect(posted(asked)).toEqual([{ state: 'archived', people: ['z', 'f'] }]);
});
