import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { messageOf } from '../api/messages';
import { isProblem } from '../api/problem';
import { Button } from '../ui/Button';
import { LinkButton } from '../ui/LinkButton';
import { MessagePage } from './MessagePage';
import { NotFoundPage } from './NotFoundPage';

function titleOf(error: unknown): string {
  if (isProblem(error, 'offline')) return 'Geen verbinding';
  if (isProblem(error, 'busy') || isProblem(error, 'throttled')) return 'Even geduld';
  if (isProblem(error, 'forbidden')) return 'Hier kun je niet bij';
  if (isProblem(error, 'sign_in_first')) return 'Je bent uitgelogd';
  return 'Er ging iets mis';
}

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  if (isProblem(error, 'not_found')) return <NotFoundPage />;
  return (
    <MessagePage title={titleOf(error)} text={messageOf(error)}>
      <Button
        onClick={() => {
          queries.reset();
          reset();
          void router.invalidate();
        }}
      >
        Probeer opnieuw
      </Button>
      <LinkButton to="/" variant="default">
        Naar het begin
      </LinkButton>
    </MessagePage>
  );
}
