const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });

/** The day in Amsterdam at a moment (in seconds): '2026-11-25'. */
export const dayOf = (seconds: number): string => amsterdam.format(seconds * 1000);

/** Noon in Amsterdam, or an hour from it, of the day so many days before a moment. */
export const noonBefore = (seconds: number, days: number): number =>
  Date.parse(`${dayOf(seconds - days * 86_400)}T11:00:00Z`) / 1000;
