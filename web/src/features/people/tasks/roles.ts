import { counted, ended, names } from '../../../api/messages';
import type { Person, Product, Role } from '../../../api/types';
import { roleNames } from '../../accounts/words';
import { whoAre } from '../words';

export const allRoles: Role[] = ['supervisor', 'administrator'];

export const allHave = (people: Person[], role: Role) =>
  people.length > 0 && people.every(({ roles }) => roles.includes(role));

const roleWord = (role: Role) => roleNames[role].toLowerCase();

/** Said below a role that may be given: who has it already. */
export function hadBy(people: Person[], role: Role): string | undefined {
  const having = people.filter(({ roles }) => roles.includes(role)).length;
  if (having === 0) return undefined;
  if (having === people.length) return people.length === 1 ? 'heeft deze al' : 'hebben ze al';
  return `${having} van de ${people.length} ${having === 1 ? 'heeft' : 'hebben'} deze al`;
}

/** R4.6.4: products are for supervisors only. */
export const mayHaveProducts = (people: Person[], roles: Role[]) =>
  people.every((person) => roles.includes('supervisor') || person.roles.includes('supervisor'));

export function summaryOfLinking(people: Person[], roles: Role[], picked: string[], products: Product[]) {
  const given = roles.filter((role) => !allHave(people, role));
  const named = products.filter(({ id }) => picked.includes(id)).map(({ name }) => name);
  if (given.length === 0 && named.length === 0) return undefined;
  const parts = [
    given.length === 0 ? '' : `${given.length === 1 ? 'de rol' : 'de rollen'} ${names(given.map(roleWord))}`,
    named.length === 0 ? '' : `${named.length === 1 ? 'het product' : 'de producten'} ${names(named)}`,
  ];
  return ended(`Je geeft ${whoAre(people)} ${names(parts)}`);
}

/** R4.9.1 */
export function summaryOfRemoving(people: Person[], role: Role): string | undefined {
  const having = people.filter(({ roles }) => roles.includes(role));
  if (having.length === 0) return undefined;
  const left = having.filter(({ roles }) => roles.length === 1);
  const archived =
    left.length === 0
      ? ''
      : ` ${whoAre(left)} ${left.length === 1 ? 'houdt' : 'houden'} geen rol over en ${left.length === 1 ? 'gaat' : 'gaan'} naar het archief.`;
  return `Je haalt de rol ${roleWord(role)} weg bij ${whoAre(having)}.${archived}`;
}

export function removedText({ people, archived }: { people: number; archived: number }, role: Role): string {
  const removed = `${counted(people, 'professional is', 'professionals zijn')} geen ${roleWord(role)} meer`;
  const stay = archived === 1 ? 'staat' : 'staan';
  if (archived === 0) return `${removed}.`;
  if (archived === people) return `${removed} en ${stay} nu in het archief.`;
  return `${removed}. ${archived} daarvan ${stay} nu in het archief.`;
}
