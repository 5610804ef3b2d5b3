import type { Done, LinkRow, Product, Supervisor } from '../../../api/types';
import { counted, names } from '../../../api/messages';

/** The choice for 'the product each pupil has now'. */
export const current = 'huidig';

export interface Row {
  id: number;
  product: string;
  supervisors: string[];
}

/** One more beside those that are there; of one product to choose from, that one is chosen. */
export const emptyRow = (rows: Row[], products: Product[] = []): Row => ({
  id: Math.max(0, ...rows.map(({ id }) => id)) + 1,
  product: products.length === 1 ? (products[0]?.id ?? '') : '',
  supervisors: [],
});

export type RowFaults = Partial<Record<'product' | 'supervisors', string>>;

export function faultsIn(rows: Row[]): RowFaults[] {
  return rows.map((row, index) => ({
    ...(row.product === ''
      ? { product: 'Kies een product' }
      : rows.findIndex(({ product }) => product === row.product) < index
        ? { product: 'Dit product koos je al; zet de begeleiders bij elkaar' }
        : {}),
    ...(row.supervisors.length === 0 ? { supervisors: 'Kies minstens één begeleider' } : {}),
  }));
}

export const toSend = (rows: Row[]): LinkRow[] =>
  rows.map(({ product, supervisors }) => (product === current ? { supervisors } : { product, supervisors }));

/** What will happen, in one sentence; nothing as long as there is nothing to tell. */
export function summaryOf(
  pupils: number,
  rows: Row[],
  products: Product[],
  supervisors: Supervisor[],
): string | undefined {
  const filled = rows.filter((row) => row.product !== '' && row.supervisors.length > 0);
  if (filled.length === 0) return undefined;
  const parts = filled.map((row) => {
    const product =
      row.product === current ? 'hun huidige product' : (products.find(({ id }) => id === row.product)?.name ?? '');
    const who = row.supervisors.map((id) => supervisors.find((one) => one.id === id)?.display_name);
    return `${product} met ${names(who.map((name) => `‘${name ?? ''}’`))}`;
  });
  return `Je koppelt ${counted(pupils, 'leerling', 'leerlingen')} aan ${new Intl.ListFormat('nl').format(parts)}.`;
}

/** What has happened: '12 leerlingen zijn gekoppeld. 3 daarvan komen uit het archief.' */
export function linkedText({ people, activated }: Done, one: string, many: string): string {
  const linked = `${counted(people, one, many)} gekoppeld`;
  if (activated === 0) return `${linked}.`;
  if (activated === people) return `${linked} en uit het archief gehaald.`;
  return `${linked}. ${activated} daarvan ${activated === 1 ? 'komt' : 'komen'} uit het archief.`;
}
