import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { ContentRow, WholeContent } from '../../api/types';
import { openPage, operator, products, type Server } from '../../test/page';
import { shapes, valuesOf } from './form/shape';
import { groups, kinds, stateText } from './words';

const at = (moment: string) => Date.parse(moment) / 1000;

const row = (part: Partial<ContentRow>): ContentRow => ({
  id: '1',
  kind: 'question',
  title: 'Een vraag',
  product: null,
  school: null,
  role: null,
  severity: null,
  published_from: at('2026-11-25T13:30:00Z'),
  published_until: null,
  changed_at: at('2026-11-20T09:00:00Z'),
  version: 1,
  state: 'visible',
  ...part,
});

const whole = (part: Partial<WholeContent>): WholeContent => ({
  id: '1',
  kind: 'announcement',
  title: 'Nieuwe lessen',
  body: 'Vanaf **vandaag**.',
  html: '<p>Vanaf <strong>vandaag</strong>.</p>',
  address: null,
  file: null,
  image: null,
  captions: null,
  product: null,
  school: null,
  school_name: null,
  role: null,
  severity: null,
  published_from: at('2026-11-25T13:30:45Z'),
  published_until: null,
  state: 'planned',
  version: 3,
  changed_at: at('2026-11-20T09:00:00Z'),
  changed_by: 'Uma Uitgever',
  ...part,
});

const server = (more: Server): Server => ({
  'GET /api/session': operator,
  'GET /api/operator/schools': { schools: [] },
  'GET /api/operator/contents': { contents: [row({})], total: 1, products },
  'POST /api/operator/contents/preview': { html: '<p>Zo</p>' },
  ...more,
});

test('R8.1 every kind has its words, its place in the list and its fields', () => {
  const listed = groups.flatMap((group) => group.kinds).sort();
  expect(listed).toEqual(Object.keys(kinds).sort());
  expect(listed).toEqual(Object.keys(shapes).sort());
});

test.each([
  [{ state: 'draft', published_from: null }, 'Concept'],
  [{ state: 'planned' }, 'Gepland voor 25-11-2026 om 14:30'],
  [{ state: 'visible' }, 'Zichtbaar'],
  [{ state: 'visible', published_until: at('2026-12-01T09:00:00Z') }, 'Zichtbaar tot 01-12-2026 om 10:00'],
  [{ state: 'ended' }, 'Niet meer zichtbaar'],
  [{ state: 'ended', kind: 'notice' }, 'Voorbij'],
] as [Partial<ContentRow>, string][])('R8.1 %o is told as ‘%s’', (part, text) => {
  expect(stateText(row(part))).toBe(text);
});

test('R8.1 a change keeps the moments that were not touched, to the second', async () => {
  const user = userEvent.setup();
  const { asked } = openPage(
    '/uitgever/inhoud/1',
    server({
      'GET /api/operator/contents/1': whole({}),
      'PUT /api/operator/contents/1': whole({ title: 'Meer lessen', version: 4 }),
    }),
  );
  const title = await screen.findByLabelText('Titel');
  await user.clear(title);
  await user.type(title, 'Meer lessen');
  await user.click(screen.getByRole('button', { name: 'Wijzigingen opslaan' }));
  await screen.findByText(/Het is te zien vanaf 25-11-2026 om 14:30/);
  expect(asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({
    title: 'Meer lessen',
    version: 3,
    publish: true,
    published_from: at('2026-11-25T13:30:45Z'),
    published_until: null,
  });
});

test('R8.1 what the server finds wrong stands at its field', async () => {
  const user = userEvent.setup();
  openPage(
    '/uitgever/inhoud/nieuw?soort=notice',
    server({
      'POST /api/operator/contents': {
        status: 422,
        code: 'faulty',
        concerns: [
          { field: 'severity', code: 'required' },
          { field: 'published_until', code: 'before_start' },
        ],
      },
    }),
  );
  await user.click(await screen.findByRole('button', { name: 'Publiceer' }));
  await screen.findByText('Kies hoe het met het product gaat');
  screen.getByText('Het einde moet na het begin liggen');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Hoe gaat het met het product?')));
  expect(screen.queryByLabelText('Rol')).toBeNull();
});

test('R8.1 the marks stand round what is selected', async () => {
  const user = userEvent.setup();
  openPage('/uitgever/inhoud/nieuw?soort=question', server({}));
  const text = await screen.findByLabelText<HTMLTextAreaElement>('Antwoord');
  await user.type(text, 'Kijk goed');
  text.setSelectionRange(5, 9);
  await user.click(screen.getByRole('button', { name: 'Vet' }));
  expect(text.value).toBe('Kijk **goed**');
  await waitFor(() => expect(text.selectionStart).toBe(7));
  text.setSelectionRange(text.value.length, text.value.length);
  await user.click(screen.getByRole('button', { name: 'Link' }));
  expect(text.value).toBe('Kijk **goed**[woorden van de link](https://)');
});

test('R8.1 a row moves up, and the order goes to the server', async () => {
  const user = userEvent.setup();
  const rows = [row({ id: '1', title: 'Een' }), row({ id: '2', title: 'Twee' })];
  const { asked } = openPage(
    '/uitgever/inhoud?soort=question',
    server({
      'GET /api/operator/contents': { contents: rows, total: 2, products },
      'POST /api/operator/contents/order': undefined,
    }),
  );
  await user.click(await screen.findByRole('button', { name: 'Zet ‘Twee’ hoger' }));
  await waitFor(() =>
    expect(asked.find(({ path }) => path.endsWith('/order'))?.body).toEqual({ kind: 'question', contents: ['2', '1'] }),
  );
  expect(within(screen.getByRole('list', { name: 'Veelgestelde vragen' })).getAllByRole('link')).toHaveLength(2);
});

test('R8.1 what is new begins empty', () => {
  expect(Object.values(valuesOf(undefined)).every((value) => value === '' || value === null)).toBe(true);
});
