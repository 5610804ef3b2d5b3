/** As one says it: 'Velde, Piet van der' is Piet van der Velde. */
export function spokenName(sorted: string): string {
  const [last, first] = sorted.split(', ');
  return first === undefined ? sorted : `${first} ${last}`;
}
