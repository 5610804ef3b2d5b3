import { queryOptions } from '@tanstack/react-query';
import { getImport, getImports, getPeople, getProducts, getProfile, getSupervisors } from '../../api/calls';
import { schoolKey } from '../schools/queries';

export const peopleQuery = (school: string, state: 'active' | 'archived') =>
  queryOptions({ queryKey: [...schoolKey(school), 'people', state], queryFn: () => getPeople(school, state) });

export const profileQuery = (school: string, user: string) =>
  queryOptions({ queryKey: [...schoolKey(school), 'user', user], queryFn: () => getProfile(school, user) });

export const supervisorsQuery = (school: string) =>
  queryOptions({ queryKey: [...schoolKey(school), 'supervisors'], queryFn: () => getSupervisors(school) });

export const productsQuery = (school: string) =>
  queryOptions({ queryKey: [...schoolKey(school), 'products'], queryFn: () => getProducts(school) });

export const importsQuery = (school: string) =>
  queryOptions({ queryKey: [...schoolKey(school), 'imports'], queryFn: () => getImports(school), staleTime: 0 });

/** Not under the school's key: what is being typed in an import is not to be fetched again behind one's back. */
export const importQuery = (school: string, id: string) =>
  queryOptions({
    queryKey: ['import', school, id],
    queryFn: () => getImport(school, id),
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data?.state === 'saving' ? 700 : false),
  });
