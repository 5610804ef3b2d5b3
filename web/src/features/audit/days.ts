const here = { timeZone: 'Europe/Amsterdam' } as const;
const days = new Intl.DateTimeFormat('nl-NL', {
  ...here,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const times = new Intl.DateTimeFormat('nl-NL', { ...here, hour: '2-digit', minute: '2-digit' });

/** 'woensdag 25 november 2026', of a moment in seconds */
export const dayOf = (at: number) => days.format(at * 1000);

export const timeOf = (at: number) => times.format(at * 1000);

/** A day of this century; while a year is being typed, a field for days holds years such as 0202. */
export function isDay(text: string | undefined): text is string {
  if (text === undefined || !/^20\d\d-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
