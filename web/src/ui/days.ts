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

/** A day as the server writes it, '2027-07-31', is read as '31-07-2027' ... */
export const shortDay = (day: string) => day.split('-').reverse().join('-');

const longDays = new Intl.DateTimeFormat('nl-NL', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });

/** ... and in a sentence as '31 juli 2027'. */
export const longDay = (day: string) => longDays.format(new Date(day));

const written = new Intl.DateTimeFormat('sv-SE', here);

/** The day it is in the Netherlands, whatever the clock of this device is set to. */
export const today = () => written.format(Date.now());

/** '25-11-2026', of a moment in seconds */
export const shortDayOf = (at: number) => shortDay(written.format(at * 1000));

/** A day of this century; while a year is being typed, a field for days holds years such as 0202. */
export function isDay(text: string | undefined): text is string {
  if (text === undefined || !/^20\d\d-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const writtenMoments = new Intl.DateTimeFormat('sv-SE', { ...here, dateStyle: 'short', timeStyle: 'short' });

/** '2026-11-25T14:30', of a moment in seconds: as the browser's own field for a moment has it. */
export const fieldMomentOf = (at: number) => writtenMoments.format(at * 1000).replace(' ', 'T');

/** The moment in seconds when it is so late in the Netherlands, whatever the clock of this device is set to. */
export function momentOf(text: string): number | undefined {
  const asIfUtc = Date.parse(`${text}Z`) / 1000;
  if (Number.isNaN(asIfUtc)) return undefined;
  const ahead = (at: number) => Date.parse(`${fieldMomentOf(at)}Z`) / 1000 - at;
  // Around the change of the clock the first guess may be an hour off.
  return asIfUtc - ahead(asIfUtc - ahead(asIfUtc));
}
