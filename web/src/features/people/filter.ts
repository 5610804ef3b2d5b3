import type { Person, Role } from '../../api/types';
import { finder, fold } from '../../ui/fold';

export interface Filter {
  zoek?: string | undefined;
  rol?: string | undefined;
  product?: string | undefined;
  leerjaar?: string | undefined;
}

const roles: Record<string, Role> = { beheerder: 'administrator', begeleider: 'supervisor' };

/** All that a search looks in. The server folded the name; what it left out (an infix) may be typed too. */
const haystack = (person: Person) =>
  [person.search, fold(`${person.display_name} ${person.user_name ?? ''} ${person.email ?? ''}`)].join(' ');

const haystacks = new WeakMap<Person, string>();

function haystackOf(person: Person): string {
  let text = haystacks.get(person);
  if (text === undefined) {
    text = haystack(person);
    haystacks.set(person, text);
  }
  return text;
}

/** R4.3.1 */
export function filtered(people: Person[], { zoek, rol, product, leerjaar }: Filter): Person[] {
  const found = finder(zoek ?? '');
  const role = rol === undefined ? undefined : roles[rol];
  return people.filter(
    (person) =>
      (rol === undefined ||
        (rol === 'leerling' ? person.kind === 'pupil' : role !== undefined && person.roles.includes(role))) &&
      (product === undefined || person.products.some(({ id }) => id === product)) &&
      (leerjaar === undefined || String(person.year_group ?? '') === leerjaar) &&
      found(haystackOf(person)),
  );
}
