import type { Period } from '../../../api/calls';
import { isDay } from '../../../ui/days';

const day = 86_400_000;

const daysLater = (from: string, days: number) => new Date(Date.parse(from) + days * day).toISOString().slice(0, 10);

/** A school year begins on 1 August. */
function startOfSchoolYear(today: string): string {
  const year = Number(today.slice(0, 4));
  return today.slice(5) < '08-01' ? `${year - 1}-08-01` : `${year}-08-01`;
}

/** Whole weeks, from Monday; the last one as far as it is. */
function weeksUntil(today: string, weeks: number): Period {
  const weekday = new Date(today).getUTCDay() || 7;
  return { from: daysLater(today, 1 - weekday - (weeks - 1) * 7), until: today };
}

/** What one asks for most, the first one at first. */
export function presetsOf(today: string): [{ name: string; period: Period }, ...{ name: string; period: Period }[]] {
  const start = startOfSchoolYear(today);
  const before = daysLater(start, -1);
  return [
    { name: 'Dit schooljaar', period: { from: start, until: today } },
    { name: 'Laatste 4 weken', period: weeksUntil(today, 4) },
    { name: 'Vorig schooljaar', period: { from: startOfSchoolYear(before), until: before } },
  ];
}

/** The period in the address; what is missing there is of this school year. */
export function readPeriod(from: string | undefined, until: string | undefined, today: string): Period {
  const { period } = presetsOf(today)[0];
  return { from: isDay(from) ? from : period.from, until: isDay(until) ? until : period.until };
}
