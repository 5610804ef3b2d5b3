import type { Licence, Subscription } from '../../api/types';
import { products } from '../../test/page';

const [bouw, letterster] = products as [Subscription['product'], Subscription['product']];

export const schoolWide: Subscription = {
  id: '31',
  product: bouw,
  type: 'school_wide',
  seats_total: 100,
  seats_used: 87,
  starts_on: '2026-08-01',
  status: 'active',
  ended_by_publisher: false,
  renews_on: '2027-08-01',
  ends_on: null,
};

export const perPupil: Subscription = {
  id: '32',
  product: letterster,
  type: 'per_pupil',
  seats_total: 10,
  seats_used: 1,
  starts_on: '2024-02-29',
  status: 'active',
  ended_by_publisher: false,
  renews_on: '2027-02-28',
  ends_on: null,
};

export const ending = (one: Subscription): Subscription => ({ ...one, status: 'ending', ends_on: one.renews_on });

export const licence = (pupil: string, name: string, part: Partial<Licence> = {}): Licence => ({
  pupil,
  name,
  search: name.toLowerCase().replace(',', ''),
  year_group: 5,
  starts_on: '2026-09-01',
  status: 'active',
  renews_on: '2027-09-01',
  ends_on: null,
  ...part,
});
