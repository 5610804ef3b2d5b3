import type { Person } from '../../api/types';
import type { Column } from '../../ui/DataTable';
import { yearGroupName } from '../schools/words';
import { rolesOf } from './words';
import classes from './PeopleView.module.css';

/** R4.3.1 */
export function columnsFor(people: Person[], sector: string): Column<Person>[] {
  // The server sorts names the Dutch way (without the infix); that order is kept.
  const rank = new Map(people.map(({ id }, index) => [id, index]));
  const nameOfYear = (year: number | null | undefined) =>
    year === null || year === undefined ? null : yearGroupName(sector, year);
  return [
    {
      key: 'naam',
      name: 'Naam',
      width: 'minmax(12rem, 2.4fr)',
      cell: (person) => (
        <>
          {person.display_name}
          {(person.user_name ?? person.email) ? (
            <small className={classes.sub}>{person.user_name ?? person.email}</small>
          ) : null}
        </>
      ),
      sortBy: ({ id }) => rank.get(id),
    },
    {
      key: 'rol',
      name: 'Rol',
      width: 'minmax(9rem, 1.6fr)',
      cell: (person) => {
        const roles = rolesOf(person);
        return roles.length === 0 ? null : (
          <span className={classes.tags}>
            {roles.map((role) => (
              <span key={role} className={classes.tag} data-role={role}>
                {role}
              </span>
            ))}
          </span>
        );
      },
      sortBy: (person) => rolesOf(person).join(', '),
    },
    {
      key: 'leerjaar',
      name: 'Leerjaar',
      width: 'minmax(7.5rem, 1fr)',
      cell: ({ year_group: year }) => nameOfYear(year),
      sortBy: ({ year_group: year }) => year,
    },
    {
      key: 'producten',
      name: 'Producten',
      width: 'minmax(9rem, 2fr)',
      cell: ({ products }) => (products.length === 0 ? null : products.map(({ name }) => name).join(', ')),
      sortBy: ({ products }) => products.map(({ name }) => name).join(', '),
    },
  ];
}
