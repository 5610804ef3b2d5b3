export interface Sort {
  by: string;
  down: boolean;
}

/** In the address: 'naam', or '-naam' for the other way round. */
export function readSort(text: string | undefined, keys: string[], initial: string): Sort {
  const down = text?.startsWith('-') ?? false;
  const by = down ? text?.slice(1) : text;
  return by !== undefined && keys.includes(by) ? { by, down } : { by: initial, down: false };
}

export function writeSort(sort: Sort, initial: string): string | undefined {
  if (sort.by === initial && !sort.down) return undefined;
  return sort.down ? `-${sort.by}` : sort.by;
}

export const toggled = (sort: Sort, key: string): Sort => ({ by: key, down: sort.by === key && !sort.down });

export type SortValue = number | string | null | undefined;

interface Sortable<Row> {
  key: string;
  sortBy?: (row: Row) => SortValue;
}

const dutch = new Intl.Collator('nl', { sensitivity: 'base', numeric: true });
const missing = (value: SortValue) => value === null || value === undefined || value === '';

/**
 * A new array. Rows without a value come last, whichever way the others are sorted; equal rows stay in the order
 * they came in.
 */
export function sorted<Row>(rows: Row[], columns: Sortable<Row>[], sort: Sort): Row[] {
  const valueOf = columns.find(({ key }) => key === sort.by)?.sortBy;
  if (valueOf === undefined) return rows;
  const turn = sort.down ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (missing(left) || missing(right)) return Number(missing(left)) - Number(missing(right));
    if (typeof left === 'number' && typeof right === 'number') return turn * (left - right);
    return turn * dutch.compare(String(left), String(right));
  });
}
