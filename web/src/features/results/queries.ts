import { queryOptions } from '@tanstack/react-query';
import {
  getDocuments,
  getRecent,
  getReport,
  getResultProducts,
  getResults,
  type Period,
  type PupilOfProduct,
} from '../../api/calls';
import { schoolKey } from '../schools/queries';

const resultsKey = (school: string) => [...schoolKey(school), 'results'] as const;

export const productsQuery = (school: string) =>
  queryOptions({ queryKey: [...resultsKey(school), 'products'], queryFn: () => getResultProducts(school) });

export const resultsQuery = (school: string, product: string, week: string) =>
  queryOptions({
    queryKey: [...resultsKey(school), product, week],
    queryFn: () => getResults(school, product, week),
  });

export const documentsQuery = (school: string, product: string) =>
  queryOptions({
    queryKey: [...resultsKey(school), product, 'documents'],
    queryFn: () => getDocuments(school, product),
  });

/** The practice of each pupil in the eight weeks up to one, by pupil. */
export const recentQuery = (school: string, product: string, week: string) =>
  queryOptions({
    queryKey: [...resultsKey(school), product, week, 'recent'],
    queryFn: async () => {
      const { weeks, pupils } = await getRecent(school, product, week);
      return { weeks, of: new Map(pupils.map(({ id, seconds }) => [id, seconds])) };
    },
  });

/** Of all periods: a remark is in each of them. */
export const reportKey = ({ school, product, pupil }: PupilOfProduct) =>
  [...resultsKey(school), product, 'pupil', pupil] as const;

export const reportQuery = (of: PupilOfProduct, period: Period) =>
  queryOptions({
    queryKey: [...reportKey(of), period],
    queryFn: () => getReport(of, period),
  });
