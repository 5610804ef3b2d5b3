/** ISO weeks as text, '2026-W48': Monday to Sunday; week 1 holds the year's first Thursday. */
const day = 86_400_000;

const pattern = /^(\d{4})-W(\d{2})$/;

/** Noon (UTC) of the week's Thursday, which always lies in the week's own year. */
function thursdayOf(week: string): Date | undefined {
  const found = pattern.exec(week);
  if (found === null) return undefined;
  const [year, number] = [Number(found[1]), Number(found[2])];
  const fourth = new Date(Date.UTC(year, 0, 4, 12));
  const thursday = new Date(fourth.getTime() + (4 - (fourth.getUTCDay() || 7) + (number - 1) * 7) * day);
  return number >= 1 && thursday.getUTCFullYear() === year ? thursday : undefined;
}

function weekOf(thursday: Date): string {
  const year = thursday.getUTCFullYear();
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * day)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

export const isWeek = (text: string | undefined): text is string =>
  text !== undefined && thursdayOf(text) !== undefined;

/** So many weeks later; earlier when negative. */
export function weekAfter(week: string, steps: number): string {
  const thursday = thursdayOf(week);
  return thursday === undefined ? week : weekOf(new Date(thursday.getTime() + steps * 7 * day));
}

export const numberOf = (week: string): number => Number(pattern.exec(week)?.[2] ?? 0);

/** '23 t/m 29 november 2026' */
export function daysOf(week: string): string {
  const thursday = thursdayOf(week);
  if (thursday === undefined) return '';
  const monday = new Date(thursday.getTime() - 3 * day);
  const sunday = new Date(thursday.getTime() + 3 * day);
  const show = (date: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('nl-NL', { ...options, timeZone: 'UTC' }).format(date);
  const from =
    monday.getUTCMonth() === sunday.getUTCMonth()
      ? show(monday, { day: 'numeric' })
      : show(monday, {
          day: 'numeric',
          month: 'long',
          ...(monday.getUTCFullYear() === sunday.getUTCFullYear() ? {} : { year: 'numeric' }),
        });
  return `${from} t/m ${show(sunday, { day: 'numeric', month: 'long', year: 'numeric' })}`;
}
