import type { ImportField, ImportRow, PeopleKind, RowEdit } from '../../../api/types';

interface Column {
  field: ImportField;
  name: string;
  width: string;
  /** Of the twelve parts of a line, where a row takes two lines. */
  span: number;
}

const names: Column[] = [
  { field: 'first_name', name: 'Voornaam', width: 'minmax(8rem, 1.4fr)', span: 4 },
  { field: 'infix', name: 'Tussenvoegsel', width: 'minmax(8.25rem, 0.9fr)', span: 3 },
  { field: 'last_name', name: 'Achternaam', width: 'minmax(8rem, 1.6fr)', span: 5 },
];

/** R4.4.4, R4.4.7: what a list of each kind has. */
export const columnsOf: Record<PeopleKind, Column[]> = {
  pupils: [
    ...names,
    { field: 'year_group', name: 'Leerjaar', width: '6rem', span: 2 },
    { field: 'user_name', name: 'Gebruikersnaam', width: 'minmax(9rem, 1.5fr)', span: 3 },
    { field: 'password', name: 'Wachtwoord', width: 'minmax(9rem, 1.5fr)', span: 3 },
  ],
  professionals: [
    ...names,
    { field: 'roles', name: 'Rollen', width: 'minmax(15rem, 1.2fr)', span: 4 },
    { field: 'email', name: 'E-mailadres', width: 'minmax(11rem, 2.2fr)', span: 5 },
  ],
};

const order: ImportField[] = [...columnsOf.pupils, ...columnsOf.professionals.slice(names.length)].map(
  ({ field }) => field,
);

export const editOf = (row: RowEdit): RowEdit => ({
  number: row.number,
  first_name: row.first_name,
  infix: row.infix,
  last_name: row.last_name,
  year_group: row.year_group,
  user_name: row.user_name,
  password: row.password,
  roles: row.roles,
  email: row.email,
  skip: row.skip,
  keep: row.keep,
});

export const undecided = (row: ImportRow) => Boolean(row.duplicate) && !row.skip && !row.keep;

/** A row that is skipped has no faults to mend. */
export const isBad = (row: ImportRow) => !row.skip && (row.faults.length > 0 || undecided(row));

/** A place to mend: a cell, or the choice for a likely duplicate. */
export interface Place {
  number: number;
  field: ImportField | 'duplicate';
}

export function placesIn(rows: ImportRow[]): Place[] {
  return rows.flatMap((row): Place[] => {
    if (row.skip) return [];
    const faulty = order.filter((field) => row.faults.some((fault) => fault.field === field));
    return [
      ...faulty.map((field) => ({ number: row.number, field })),
      ...(undecided(row) ? [{ number: row.number, field: 'duplicate' as const }] : []),
    ];
  });
}

/** The first place after the one given; after the last comes the first again. */
export function nextPlace(places: Place[], rows: RowEdit[], after: Place | undefined): Place | undefined {
  if (after === undefined) return places[0];
  const lines = new Map(rows.map(({ number }, index) => [number, index]));
  const columns: Place['field'][] = [...order, 'duplicate'];
  const rank = (place: Place) => (lines.get(place.number) ?? 0) * 10 + columns.indexOf(place.field);
  return places.find((place) => rank(place) > rank(after)) ?? places[0];
}

export const cellId = (place: Place) => `rij-${place.number}-${place.field}`;
