import { expect, test } from 'vitest';
import type { SubscriptionChange } from '../../api/types';
import { licence, perPupil, schoolWide } from './testing';
import { changeText, licenceStopText, spoken, statusText, stopText, typeText } from './words';

test('R4.13.1 the type in words, and the status with its day', () => {
  expect(typeText(schoolWide)).toBe('Schoolbreed, 100 leerlingen');
  expect(typeText(perPupil)).toBe('Per leerling');
  const days = { starts_on: '2026-08-01', ends_on: '2027-07-31' };
  expect(statusText({ ...days, status: 'active' })).toBe('Actief');
  expect(statusText({ ...days, status: 'upcoming' })).toBe('Begint op 01-08-2026');
  expect(statusText({ ...days, status: 'ending' })).toBe('Eindigt op 31-07-2027');
  expect(statusText({ ...days, status: 'ended' })).toBe('Beëindigd sinds 31-07-2027');
});

test('R4.13.2 one sentence says what stops, when, and for how many', () => {
  const stop = (pupils: number) => stopText({ ...schoolWide, seats_used: pupils }, '2027-08-01');
  expect(stop(87)).toBe(
    'Op 1 augustus 2027 stopt het abonnement op Bouw!: 87 leerlingen kunnen dan niet meer oefenen.',
  );
  expect(stop(1)).toContain(': 1 leerling kan dan');
  expect(stop(0)).toBe('Op 1 augustus 2027 stopt het abonnement op Bouw!; nu oefent er niemand mee.');
});

test('R4.13.3 R4.13.4 one pupil: at once, or on the day of renewal', () => {
  const fenna = licence('p1', 'Jansen, Fenna van', { renews_on: '2027-02-28' });
  expect(licenceStopText(schoolWide, fenna)).toBe('Fenna van Jansen kan vanaf nu niet meer oefenen met Bouw!');
  expect(licenceStopText(perPupil, fenna)).toBe(
    'De licentie van Fenna van Jansen wordt op 28 februari 2027 niet verlengd, en vanaf die dag kan deze leerling niet meer oefenen met Letterster.',
  );
  expect(spoken('Madonna')).toBe('Madonna');
});

test.each<[Partial<SubscriptionChange>, string]>([
  [{ action: 'created', seats: 100, day: '2026-08-01' }, 'Abonnement toegevoegd: 100 licenties vanaf 01-08-2026'],
  [{ action: 'seats_changed', seats: 1, seats_before: 100 }, 'Van 100 naar 1 licentie'],
  [{ action: 'ended', day: '2027-08-01' }, 'Abonnement beëindigd per 01-08-2027'],
  [{ action: 'end_cancelled' }, 'Beëindiging van het abonnement geannuleerd'],
  [
    { action: 'licence_ended', day: '2026-11-25', pupil: 'Fenna Jansen' },
    'Licentie van Fenna Jansen beëindigd per 25-11-2026',
  ],
  [{ action: 'licence_ended', day: '2026-11-25' }, 'Licentie van een leerling beëindigd per 25-11-2026'],
  [{ action: 'licences_given', seats: 12 }, 'Licentie gegeven aan 12 leerlingen'],
  [{ action: 'licences_moved', seats: 12 }, '12 leerlingen overgezet naar dit abonnement'],
  [{ action: 'licences_moved_away', seats: 12 }, '12 leerlingen overgezet naar een ander abonnement'],
  [{ action: 'licences_given', seats: 1, pupil: 'Fenna Jansen' }, 'Licentie gegeven aan Fenna Jansen'],
  [
    { action: 'licence_end_cancelled', pupil: 'Fenna Jansen' },
    'Beëindiging van de licentie van Fenna Jansen geannuleerd',
  ],
])('R4.13.2 in the history %o reads as a line', (change, line) => {
  expect(changeText({ at: 0, by: 'Bea Beheer', action: 'created', ...change })).toBe(line);
});
