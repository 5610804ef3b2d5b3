import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ownPath } from '../../app/search';
import { sessionQuery } from '../../app/session';
import { Note } from '../../ui/Note';
import { DoorPage } from './DoorPage';
import { SignInForm } from './SignInForm';
import classes from './DoorPage.module.css';

const route = getRouteApi('/inloggen');

export function SignInPage(): ReactNode {
  const { terug, melding } = route.useSearch();
  const queryClient = useQueryClient();
  const router = useRouter();
  return (
    <DoorPage title="Inloggen">
      {melding === 'wachtwoord' ? (
        <Note kind="good" live>
          <p>Je wachtwoord is ingesteld. Je kunt nu inloggen.</p>
        </Note>
      ) : null}
      {melding === 'e-mailadres' ? (
        <Note kind="good" live>
          <p>Je nieuwe e-mailadres geldt. Log er voortaan mee in.</p>
        </Note>
      ) : null}
      <SignInForm
        hint={
          terug !== undefined && melding === undefined ? (
            <Note>
              <p>Log in, dan brengen we je naar de pagina die je zocht.</p>
            </Note>
          ) : null
        }
        onEntered={async (session) => {
          // Nothing of an earlier user may be left.
          queryClient.clear();
          queryClient.setQueryData(sessionQuery.queryKey, session);
          router.history.replace(ownPath(terug));
          await router.invalidate();
        }}
      />
      <Link to="/wachtwoord" className={classes.link}>
        Wachtwoord vergeten of wachtwoord instellen?
      </Link>
    </DoorPage>
  );
}
