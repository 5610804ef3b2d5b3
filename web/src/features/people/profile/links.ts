import type { Profile, Role, RolesEdit } from '../../../api/types';
import type { ProductChoice } from '../ProductPeople';

/** Of a pupil: the supervisors per product. Of a supervisor: the pupils per product. */
export function choiceOf({ kind, products, links }: Profile): ProductChoice {
  const linked = links.map(({ product, pupils, supervisors }) => ({
    id: product.id,
    people: (kind === 'pupil' ? supervisors : pupils).map(({ id }) => id),
  }));
  return {
    products: [...new Set([...products.map(({ id }) => id), ...linked.map(({ id }) => id)])],
    people: Object.fromEntries(linked.map(({ id, people }) => [id, people])),
  };
}

/** Products a person has although the school cannot give them (any more) still are in the list. */
export function offeredTo(profile: Profile, products: { id: string; name: string; icon?: string }[]) {
  const had = [...profile.products, ...profile.links.map(({ product }) => product)];
  const known = new Set(products.map(({ id }) => id));
  const more = new Map(had.filter(({ id }) => !known.has(id)).map((one) => [one.id, one]));
  return [...products, ...more.values()];
}

/** The people one can pick, with those who are linked already though they are not in the list. */
export function optionsFor(profile: Profile, people: { id: string; display_name: string }[]) {
  const had = profile.links.flatMap(({ pupils, supervisors }) => (profile.kind === 'pupil' ? supervisors : pupils));
  const known = new Set(people.map(({ id }) => id));
  const more = new Map(had.filter(({ id }) => !known.has(id)).map((one) => [one.id, one]));
  return [...people.map(({ id, display_name }) => ({ id, display_name })), ...more.values()];
}

export const rowsToSend = ({ products, people }: ProductChoice) =>
  products.map((product) => ({ product, supervisors: people[product] ?? [] }));

/** The whole of what a professional does: a product that only comes with pupils is not given besides. */
export function rolesToSend(profile: Profile, roles: Role[], { products, people }: ProductChoice): RolesEdit {
  const { version } = profile;
  if (!roles.includes('supervisor')) return { version, roles, products: [], links: [] };
  const before = choiceOf(profile);
  const given = new Set(profile.products.map(({ id }) => id));
  return {
    version,
    roles,
    products: products.filter(
      (id) => given.has(id) || !before.products.includes(id) || (people[id] ?? []).length === 0,
    ),
    links: products
      .map((product) => ({ product, pupils: people[product] ?? [] }))
      .filter(({ pupils }) => pupils.length > 0),
  };
}

const inOrder = (ids: string[]) => ids.toSorted();

export const sameChoice = (a: ProductChoice, b: ProductChoice) => {
  const flat = ({ products, people }: ProductChoice) =>
    JSON.stringify(inOrder(products).map((id) => [id, inOrder(people[id] ?? [])]));
  return flat(a) === flat(b);
};

export const sameRoles = (a: Role[], b: Role[]) => inOrder(a).join() === inOrder(b).join();
