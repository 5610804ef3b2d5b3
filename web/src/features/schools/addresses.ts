import type { Connection, Settings } from '../../api/types';

type Range = Settings['addresses'][number];

export const connections: { value: Connection; label: string; note: string }[] = [
  { value: 'one', label: 'Eén adres', note: 'de hele school heeft hetzelfde adres' },
  { value: 'several', label: 'Meerdere adressen', note: 'bijvoorbeeld van twee gebouwen' },
  { value: 'range', label: 'Een reeks', note: 'alle adressen van … tot en met …' },
];

export const connectionName = (connection: Connection | null | undefined) =>
  connections.find(({ value }) => value === connection)?.label ?? 'Onbekend';

/** What can be typed for each. */
export const hints: Record<Connection, string> = {
  one: 'Bijvoorbeeld 185.10.20.30',
  several: 'Elk adres op een eigen regel',
  range: 'Bijvoorbeeld 185.10.20.1 - 185.10.20.30 of 185.10.20.0/27',
};

export const isOneAddress = ([range, ...others]: Range[]) =>
  range !== undefined && others.length === 0 && range.first === range.last;

/** As people read it. */
export const shownRange = ({ first, last }: Range) => (first === last ? first : `${first} t/m ${last}`);

/** As it can be typed again. */
export const typedRanges = (ranges: Range[]) =>
  ranges.map(({ first, last }) => (first === last ? first : `${first} - ${last}`)).join('\n');

/** The address with those that were typed already, or in their place when there can be only one. */
export function withAddress(typed: string, connection: Connection, address: string): string {
  if (connection !== 'several') return address;
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.includes(address) ? lines.join('\n') : [...lines, address].join('\n');
}
