import { counted, ended } from '../../api/messages';
import type { Licence, SeatDay, Subscription, SubscriptionChange } from '../../api/types';
import { longDay, shortDay } from '../../ui/days';

export const typeText = ({ type, seats_total: seats }: Pick<Subscription, 'type' | 'seats_total'>) =>
  type === 'school_wide' ? `Schoolbreed, ${counted(seats, 'leerling', 'leerlingen')}` : 'Per leerling';

export const seatsText = ({ seats_used: used, seats_total: total }: Pick<Subscription, 'seats_used' | 'seats_total'>) =>
  `${used} van ${counted(total, 'licentie', 'licenties')}`;

type Dated = Pick<Subscription, 'status' | 'starts_on' | 'ends_on'>;

/** R4.13.1 */
export function statusText({ status, starts_on: start, ends_on: end }: Dated): string {
  switch (status) {
    case 'upcoming':
      return `Begint op ${shortDay(start)}`;
    case 'ending':
      return `Eindigt op ${shortDay(end ?? '')}`;
    case 'ended':
      return `Beëindigd sinds ${shortDay(end ?? '')}`;
    default:
      return 'Actief';
  }
}

/** R4.13.2: what happens, when, and to how many pupils. */
export function stopText({ product, seats_used: pupils }: Subscription, day: string): string {
  const stops = `Op ${longDay(day)} stopt het abonnement op ${product.name}`;
  return pupils === 0
    ? `${stops}; nu oefent er niemand mee.`
    : `${stops}: ${counted(pupils, 'leerling kan', 'leerlingen kunnen')} dan niet meer oefenen.`;
}

/** 'Jansen, Piet van', as lists have it, is said as 'Piet van Jansen'. */
export function spoken(name: string): string {
  const [last, first] = name.split(', ', 2);
  return first === undefined ? name : `${first} ${last ?? ''}`;
}

/** R4.13.3, R4.13.4: of the whole school's licences one ends at once, of those per pupil on its own day. */
export function licenceStopText({ product, type }: Subscription, licence: Licence): string {
  const who = spoken(licence.name);
  return type === 'school_wide'
    ? ended(`${who} kan vanaf nu niet meer oefenen met ${product.name}`)
    : ended(
        `De licentie van ${who} wordt op ${longDay(licence.renews_on ?? '')} niet verlengd, en vanaf die dag kan deze leerling niet meer oefenen met ${product.name}`,
      );
}

const seats = (figure: number | null | undefined) => counted(figure ?? 0, 'licentie', 'licenties');

/** How a day changed the licences in use. */
export function seatDayText({ taken, freed }: SeatDay): string {
  const told = [];
  if (taken > 0) told.push(`${seats(taken)} in gebruik genomen`);
  if (freed > 0) told.push(`${seats(freed)} vrijgekomen`);
  return told.join(', ');
}

export const waitingText = (product: string, pupils: number) =>
  `${counted(pupils, 'leerling is', 'leerlingen zijn')} gekoppeld aan ${product}, maar ${pupils === 1 ? 'heeft' : 'hebben'} nog geen licentie.`;

export const movingText = (pupils: number) =>
  `${counted(pupils, 'leerling heeft', 'leerlingen hebben')} een licentie op een abonnement dat eerder stopt dan dit. Zet je ${pupils === 1 ? 'de leerling' : 'ze'} over, dan gaat het oefenen gewoon door.`;

/** What giving means, before it is done. */
export const giveText = (product: string, pupils: number, day: string) =>
  `${counted(pupils, 'leerling krijgt', 'leerlingen krijgen')} op ${longDay(day)} een licentie voor ${product} en ${pupils === 1 ? 'kan' : 'kunnen'} meteen oefenen.`;

/** What moving means, before it is done. */
export const moveText = (pupils: number, day: string) =>
  `${counted(pupils, 'leerling krijgt', 'leerlingen krijgen')} op ${longDay(day)} een licentie van dit abonnement. Op het andere abonnement ${pupils === 1 ? 'komt een licentie' : `komen ${pupils} licenties`} vrij. Terugzetten kan niet.`;

/** Two subscriptions on one product are told apart by their start. */
export const calledText = ({ product, starts_on: start }: Pick<Subscription, 'product' | 'starts_on'>) =>
  `het abonnement op ${product.name} vanaf ${shortDay(start)}`;

/** One line of a subscription's history; the publisher does not read pupils' names. */
export function changeText({ action, day, seats: now, seats_before: before, pupil }: SubscriptionChange): string {
  const on = shortDay(day ?? '');
  const whose = pupil ?? 'een leerling';
  switch (action) {
    case 'created':
      return `Abonnement toegevoegd: ${seats(now)} vanaf ${on}`;
    case 'seats_changed':
      return `Van ${String(before ?? 0)} naar ${seats(now)}`;
    case 'ended':
      return `Abonnement beëindigd per ${on}`;
    case 'end_cancelled':
      return 'Beëindiging van het abonnement geannuleerd';
    case 'licence_ended':
      return `Licentie van ${whose} beëindigd per ${on}`;
    case 'licences_given':
      return `Licentie gegeven aan ${pupil ?? counted(now ?? 0, 'leerling', 'leerlingen')}`;
    case 'licences_moved':
      return `${pupil ?? counted(now ?? 0, 'leerling', 'leerlingen')} overgezet naar dit abonnement`;
    case 'licences_moved_away':
      return `${pupil ?? counted(now ?? 0, 'leerling', 'leerlingen')} overgezet naar een ander abonnement`;
    case 'licence_end_cancelled':
      return `Beëindiging van de licentie van ${whose} geannuleerd`;
  }
}
