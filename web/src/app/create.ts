import { QueryClient } from '@tanstack/react-query';
import { createRouter, type RouterHistory } from '@tanstack/react-router';
import { onSignedOut } from '../api/client';
import { isProblem } from '../api/problem';
import { ErrorPage } from './ErrorPage';
import { Waiting } from './Waiting';
import { NotFoundPage } from './NotFoundPage';
import { routeTree } from './routes';
import { parseSearch, stringifySearch } from './search';
import { sessionEndedQuery, sessionQuery } from './session';

/** One page's worth of state: what was fetched, and where we are. */
export function createApp(history?: RouterHistory) {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal stays a refusal; only what a bit of patience may cure is tried again.
        retry: (count, error) => isProblem(error, 'busy') && count < 2,
      },
      mutations: { retry: false },
    },
  });
  const router = createRouter({
    routeTree,
    ...(history === undefined ? {} : { history }),
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: Waiting,
    defaultPendingMs: 250,
    defaultPendingMinMs: 0,
    scrollRestoration: true,
  });
  onSignedOut(() => {
    // On the way in (no session known yet) the routes themselves lead to the sign-in page.
    const session = queryClient.getQueryData(sessionQuery.queryKey);
    if (session === undefined) return;
    if (session.user.kind !== 'pupil') {
      queryClient.setQueryData(sessionEndedQuery.queryKey, true);
      return;
    }
    // A pupil has nothing to lose here.
    queryClient.clear();
    void router.navigate({ to: '/inloggen', search: { terug: router.state.location.href } });
  });
  return { queryClient, router };
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createApp>['router'];
  }
}
