import { counted } from '../../../api/messages';
import type { Profile } from '../../../api/types';
import { roleNames } from '../../accounts/words';
import classes from './profile.module.css';

const most = 12;

/** Some of many: the rest is counted. */
function listed(people: { display_name: string }[], none: string): string {
  if (people.length === 0) return none;
  const named = people.slice(0, most).map(({ display_name }) => display_name);
  const rest = people.length - named.length;
  return named.join(' · ') + (rest > 0 ? ` · en nog ${counted(rest, 'ander', 'anderen')}` : '');
}

/** The roles and products of one user, to read. */
export function RolesNow({ profile }: { profile: Profile }) {
  const { kind, roles, products, links } = profile;
  const rows = new Map(
    products.map(({ id, name }) => [id, { name, people: [] as { id: string; display_name: string }[] }]),
  );
  for (const { product, pupils, supervisors } of links) {
    rows.set(product.id, { name: product.name, people: kind === 'pupil' ? supervisors : pupils });
  }
  return (
    <>
      {kind === 'pupil' ? null : roles.length === 0 ? (
        <p>Nog geen rol.</p>
      ) : (
        <ul className={classes.tags} aria-label="Rollen">
          {roles.map((role) => (
            <li key={role}>{roleNames[role]}</li>
          ))}
        </ul>
      )}
      {rows.size === 0 ? (
        <p>Nog geen product.</p>
      ) : (
        <ul className={classes.links} aria-label="Producten">
          {[...rows].map(([id, { name, people }]) => (
            <li key={id}>
              <strong>{name}</strong>
              <span>
                {kind === 'pupil'
                  ? `Begeleid door ${listed(people, 'niemand')}`
                  : listed(people, 'Nog geen leerlingen')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
