/** What the server is about to describe itself in schema.d.ts; this file goes when it does. */
import type { components, paths } from './schema';

interface Path<Name extends string> {
  path: Record<Name, string>;
}
interface Answered<Params, Answer> {
  parameters: Params;
  responses: { 200: { content: { 'application/json': Answer } } };
}
interface Asked<Params, Answer, Body> extends Answered<Params, Answer> {
  requestBody: { content: { 'application/json': Body } };
}

export interface Subscription {
  id: string;
  product: { id: string; slug: string; name: string; icon: string };
  type: 'school_wide' | 'per_pupil';
  seats_total: number;
  seats_used: number;
  starts_on: string;
  status: 'upcoming' | 'active' | 'ending' | 'ended';
  renews_on?: string | null;
  ends_on?: string | null;
}

export interface Licence {
  pupil: string;
  name: string;
  search: string;
  year_group?: number | null;
  starts_on: string;
  status: 'active' | 'ending' | 'ended';
  renews_on?: string | null;
  ends_on?: string | null;
}

export interface SubscriptionChange {
  at: number;
  by: string;
  action:
    | 'created'
    | 'seats_changed'
    | 'ended'
    | 'end_cancelled'
    | 'licence_ended'
    | 'licence_end_cancelled'
    | 'licences_given';
  day?: string | null;
  seats?: number | null;
  seats_before?: number | null;
  pupil?: string | null;
}

export interface SubscriptionHistory {
  school: string;
  subscription: Subscription;
  changes: SubscriptionChange[];
}

export interface OperatorSubscriptions {
  school: { id: string; name: string; place: string };
  products: { id: string; slug: string; name: string; icon: string }[];
  subscriptions: Subscription[];
}

export interface NewSubscription {
  product: string;
  type: Subscription['type'];
  seats: number;
  starts_on: string;
}

export interface SubscriptionNotice {
  subscription: string;
  product: string;
  kind: 'ends' | 'seats';
  ends_on?: string | null;
  days?: number | null;
  seats_used: number;
  seats_total: number;
}

type OfSchool = Path<'school'>;
type OfSubscription = Path<'school' | 'subscription'>;
type OfLicence = Path<'school' | 'subscription' | 'pupil'>;
type Empty = Record<string, never>;

interface PendingPaths {
  '/api/schools/{school}/subscriptions': { get: Answered<OfSchool, { subscriptions: Subscription[] }> };
  '/api/schools/{school}/subscriptions/{subscription}': {
    get: Answered<OfSubscription, { subscription: Subscription; licences: Licence[]; waiting: number; today: string }>;
  };
  '/api/schools/{school}/subscriptions/{subscription}/history': { get: Answered<OfSubscription, SubscriptionHistory> };
  '/api/schools/{school}/subscriptions/{subscription}/end': {
    post: Asked<OfSubscription, Subscription, { ends_on: string }>;
  };
  '/api/schools/{school}/subscriptions/{subscription}/cancel-end': {
    post: Asked<OfSubscription, Subscription, Empty>;
  };
  '/api/schools/{school}/subscriptions/{subscription}/licences': {
    post: Asked<OfSubscription, { given: number }, Empty>;
  };
  '/api/schools/{school}/subscriptions/{subscription}/licences/{pupil}/end': {
    post: Asked<OfLicence, Licence, { ends_on: string }>;
  };
  '/api/schools/{school}/subscriptions/{subscription}/licences/{pupil}/cancel-end': {
    post: Asked<OfLicence, Licence, Empty>;
  };
  '/api/operator/schools/{school}/subscriptions': {
    get: Answered<OfSchool, OperatorSubscriptions>;
    post: Asked<OfSchool, Subscription, NewSubscription>;
  };
  '/api/operator/schools/{school}/subscriptions/{subscription}': {
    put: Asked<OfSubscription, Subscription, { seats: number }>;
  };
  '/api/operator/schools/{school}/subscriptions/{subscription}/end': {
    post: Asked<OfSubscription, Subscription, { ends_on: string }>;
  };
  '/api/operator/schools/{school}/subscriptions/{subscription}/cancel-end': {
    post: Asked<OfSubscription, Subscription, Empty>;
  };
  '/api/operator/schools/{school}/subscriptions/{subscription}/history': {
    get: Answered<OfSubscription, SubscriptionHistory>;
  };
  '/api/schools/{school}/retention': { put: Asked<OfSchool, undefined, { years: number }> };
  '/api/schools/{school}/settings': { get: Answered<OfSchool, Settings> };
  '/api/schools/{school}/addresses': Omit<paths[Addresses], 'put'> & {
    put: Asked<OfSchool, Settings & { overlaps: number }, Json<paths[Addresses]['put']['requestBody']>>;
  };
  '/api/schools/{school}/overview': {
    get: Answered<OfSchool, GotNow<'/api/schools/{school}/overview'> & { notices: SubscriptionNotice[] }>;
  };
  '/api/schools/{school}/results/products': { get: Answered<OfSchool, ResultProducts> };
}
export type AllPaths = Omit<paths, keyof PendingPaths> & PendingPaths;

type Addresses = '/api/schools/{school}/addresses';
type Json<Of> = Of extends { content: { 'application/json': infer What } } ? What : never;
type GotNow<Of extends keyof paths> = paths[Of] extends { get: { responses: { 200: infer Answer } } }
  ? Json<Answer>
  : never;
type Settings = GotNow<'/api/schools/{school}/settings'> & { retention_years?: number | null };
interface ResultProducts {
  products: (components['schemas']['results.SupervisedProduct'] & { ended_on?: string | null })[];
  this_week: string;
}
