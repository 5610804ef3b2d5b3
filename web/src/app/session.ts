import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getSession } from '../api/calls';
import type { Role, SchoolOfUser, Session } from '../api/types';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: getSession,
  staleTime: 5 * 60_000,
  // Somebody else may have signed in, in another tab.
  refetchOnWindowFocus: 'always',
});

/** Whether the server said that the session is over, while the page is still there. */
export const sessionEndedQuery = queryOptions({
  queryKey: ['session-ended'],
  queryFn: () => false,
  initialData: false,
  staleTime: 'static',
});

export const useSession = (): Session => useSuspenseQuery(sessionQuery).data;

export const currentSchoolOf = (session: Session): SchoolOfUser | undefined =>
  session.schools.find((school) => school.id === session.current_school) ?? session.schools[0];

/** The school in the address; on a page without one, the school that was chosen last. */
export function useSchool(): SchoolOfUser | undefined {
  const session = useSession();
  const { school } = useParams({ strict: false });
  return school === undefined ? currentSchoolOf(session) : session.schools.find(({ id }) => id === school);
}

export const has = (school: SchoolOfUser | undefined, role: Role) => school?.roles.includes(role) ?? false;
