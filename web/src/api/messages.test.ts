import { describe, expect, test } from 'vitest';
import { faultOf, general, messageOf, names } from './messages';
import { Problem } from './problem';

describe('what the page says when something is refused', () => {
  test('R4.6.6 too few seats: how many are free and how many are needed', () => {
    const problem = new Problem(409, 'not_enough_seats', [{ name: 'Bouw!' }], { free: 3, needed: 5 });
    expect(messageOf(problem)).toBe('Nog 3 licenties vrij voor Bouw!, 5 nodig. Er is niets veranderd.');
  });

  test('one free seat is singular', () => {
    expect(messageOf(new Problem(409, 'not_enough_seats', [], { free: 1, needed: 2 }))).toContain('1 licentie vrij,');
  });

  test('R4.13.2 a day of which the field is named: not in the past, or not a day at all', () => {
    const problem = (field: string) => new Problem(422, 'bad_day', [{ field }]);
    expect(messageOf(problem('ends_on'))).toContain('Kies morgen of een dag daarna');
    expect(messageOf(problem('starts_on'))).toContain('Deze dag bestaat niet');
  });

  test('R4.13.3 who is not linked any more is named', () => {
    expect(messageOf(new Problem(409, 'not_linked', [{ name: 'Fenna Jansen' }]))).toMatch(/^Fenna Jansen is niet meer/);
    expect(messageOf(new Problem(409, 'not_linked'))).toMatch(/^Deze leerling is niet meer/);
  });

  test('R2.4 a pupil without a licence is told whom to ask', () => {
    expect(messageOf(new Problem(403, 'no_licence'))).toMatch(/juf of meester/);
  });

  test('R4.1.1 a short password: the number that is needed', () => {
    expect(messageOf(new Problem(422, 'password_too_short', [], { minimum: 14 }))).toContain('minstens 14 tekens');
  });

  test('throttled: how long to wait, in seconds or minutes', () => {
    expect(messageOf(new Problem(429, 'throttled', [], { seconds: 1 }))).toContain('Wacht 1 seconde en');
    expect(messageOf(new Problem(429, 'throttled', [], { seconds: 300 }))).toContain('Wacht 5 minuten en');
  });

  test('R4.4.9 missing headings are named as the template has them', () => {
    const problem = new Problem(422, 'headings_missing', [{ field: 'year_group' }, { field: 'first_name' }]);
    expect(messageOf(problem)).toContain('Leerjaar en Voornaam');
  });

  test('R4.6.6 who it is about is named', () => {
    expect(messageOf(new Problem(409, 'no_current_product', [{ name: 'Jansen, Piet' }]))).toContain('Jansen, Piet');
  });

  test('a code we do not know, and an error that is none of ours, get the general sentence', () => {
    expect(messageOf(new Problem(418, 'teapot'))).toBe(general);
    expect(messageOf(new TypeError('x is undefined'))).toBe(general);
    expect(faultOf('something_new')).toBe('Dit klopt nog niet');
  });

  test('many names are cut short', () => {
    expect(names(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c, d, e en f');
    expect(names(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e en nog 2 anderen');
  });
});

describe('what the server said, or something on the road to it', () => {
  test('a problem document', async () => {
    const response = new Response(JSON.stringify({ code: 'taken', figures: { free: 2 }, concerns: [{ name: 'x' }] }), {
      status: 409,
    });
    expect(await Problem.from(response)).toMatchObject({ status: 409, code: 'taken', figures: { free: 2 } });
  });

  test.each([
    [503, 'busy'],
    [502, 'busy'],
    [413, 'too_large'],
    [401, 'sign_in_first'],
    [500, 'internal'],
  ])('a page of a proxy with status %i', async (status, code) => {
    expect(await Problem.from(new Response('<html>', { status }))).toMatchObject({ code });
  });

  test('Retry-After counts when the body gives no seconds', async () => {
    const response = new Response('{}', { status: 429, headers: { 'Retry-After': '30' } });
    expect(await Problem.from(response)).toMatchObject({ code: 'throttled', figures: { seconds: 30 } });
  });
});
