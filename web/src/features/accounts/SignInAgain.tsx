import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { Session } from '../../api/types';
import { sessionEndedQuery, sessionQuery, useSession } from '../../app/session';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { SignInForm } from './SignInForm';

/** Over a page of which the session ended: what was typed stays, for whoever typed it. */
export function SignInAgain() {
  const queryClient = useQueryClient();
  const router = useRouter();
  const { user } = useSession();
  const ended = useQuery(sessionEndedQuery).data;
  if (!ended) return null;

  const goOn = async (session: Session) => {
    queryClient.setQueryData(sessionQuery.queryKey, session);
    queryClient.setQueryData(sessionEndedQuery.queryKey, false);
    // For somebody else the page starts anew (OneUser).
    if (session.user.id !== user.id) return;
    // What was asked in vain is asked again.
    await queryClient.resetQueries({ predicate: ({ state }) => state.status === 'error' && state.data === undefined });
    await router.invalidate();
  };
  const leave = () => {
    queryClient.clear();
    void router.navigate({ to: '/inloggen', search: { terug: router.state.location.href }, ignoreBlocker: true });
  };
  return (
    <Dialog
      title="Je bent uitgelogd"
      open
      onClose={() => queryClient.setQueryData(sessionEndedQuery.queryKey, false)}
      size="sm"
    >
      <p>Log opnieuw in, dan ga je verder. Wat je typte staat er nog.</p>
      <SignInForm onEntered={goOn} />
      <Button variant="subtle" size="md" onClick={leave}>
        Naar de inlogpagina
      </Button>
    </Dialog>
  );
}
