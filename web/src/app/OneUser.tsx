import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { sessionQuery, useSession } from './session';

/**
 * What is shown belongs to the user it was shown to. When another one takes the session over (in another tab of a
 * shared computer, or by signing in over the page), nothing of the first is left: no list, and nothing that was typed.
 */
export function OneUser() {
  const queryClient = useQueryClient();
  const router = useRouter();
  const session = useSession();
  const [shownTo, setShownTo] = useState(session.user.id);
  const taken = session.user.id !== shownTo;
  useEffect(() => {
    if (!taken) return;
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, session);
    void router.navigate({ to: '/', replace: true, ignoreBlocker: true }).then(() => setShownTo(session.user.id));
  }, [taken, queryClient, router, session]);
  return taken ? null : <Outlet />;
}
