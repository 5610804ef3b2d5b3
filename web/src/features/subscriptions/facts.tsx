import type { ReactNode } from 'react';
import type { Subscription } from '../../api/types';
import { shortDay } from '../../ui/days';
import { StatusTag } from './StatusTag';
import { seatsText, typeText } from './words';

/** R4.13.2: with the day on which it is renewed, or stops. */
export function factsOf(subscription: Subscription): [string, ReactNode][] {
  const { status, starts_on: start, renews_on: renewal, ends_on: end } = subscription;
  return [
    ['Soort', typeText(subscription)],
    ['Licenties in gebruik', seatsText(subscription)],
    ['Startdatum', shortDay(start)],
    status === 'ending' || status === 'ended'
      ? ['Einddatum', shortDay(end ?? '')]
      : ['Verlengingsdatum', shortDay(renewal ?? '')],
    ['Status', <StatusTag key="status" of={subscription} />],
  ];
}
