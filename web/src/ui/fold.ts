/** Lower case and without accents, as the server folds names: 'Zoë' and 'zoe' are the same to a search. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('œ', 'oe')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd')
    .replaceAll('ı', 'i')
    .replace(/['’`]/g, "'")
    .trim();

/** Whether every word that was typed is somewhere in the (folded) text; the order and an infix do not matter. */
export function finder(typed: string): (folded: string) => boolean {
  const words = fold(typed)
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  return (folded) => words.every((word) => folded.includes(word));
}
