import { queryOptions } from '@tanstack/react-query';
import {
  getLicences,
  getOperatorHistory,
  getOperatorSubscriptions,
  getSubscriptionHistory,
  getSubscriptions,
} from '../../api/calls';
import { schoolKey } from '../schools/queries';

export const subscriptionsQuery = (school: string) =>
  queryOptions({
    queryKey: [...schoolKey(school), 'subscriptions'],
    queryFn: () => getSubscriptions(school),
  });

export const licencesQuery = (school: string, id: string) =>
  queryOptions({
    queryKey: [...schoolKey(school), 'subscriptions', id, 'licences'],
    queryFn: () => getLicences(school, id),
  });

export const historyQuery = (school: string, id: string) =>
  queryOptions({
    queryKey: [...schoolKey(school), 'subscriptions', id, 'history'],
    queryFn: () => getSubscriptionHistory(school, id),
  });

export const operatorSubscriptionsQuery = (school: string) =>
  queryOptions({
    queryKey: ['operator', 'subscriptions', school],
    queryFn: () => getOperatorSubscriptions(school),
  });

export const operatorHistoryQuery = (school: string, id: string) =>
  queryOptions({
    queryKey: ['operator', 'subscriptions', school, id, 'history'],
    queryFn: () => getOperatorHistory(school, id),
  });
