import '../../ui/Button';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { checkPasswordReset, setPassword as storePassword } from '../../api/calls';
import { messageOf } from '../../api/messages';
import { isProblem } from '../../api/problem';
import { Waiting } from '../../app/Waiting';
import { LinkButton } from '../../ui/LinkButton';
import { Note } from '../../ui/Note';
import { DoorPage } from './DoorPage';
import { PasswordField } from './PasswordField';
import classes from './DoorPage.module.css';

const minimum = 12;

/** The token is behind the # of the address, so that it never reaches a log on the way. */
export function SetPasswordPage(): ReactNode {
  const token = useLocation({ select: ({ hash }) => hash });
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [tooShort, setTooShort] = useState(false);
  const check = useQuery({
    queryKey: ['password-reset', token],
    queryFn: () => checkPasswordReset(token),
    enabled: token !== '',
    staleTime: Infinity,
  });
  const set = useMutation({
    mutationFn: () => storePassword(token, password),
    onSuccess: () => navigate({ to: '/inloggen', search: { melding: 'wachtwoord' }, replace: true }),
  });

  if (token !== '' && check.isPending) {
    return (
      <DoorPage title="Nieuw wachtwoord">
        <Waiting />
      </DoorPage>
    );
  }
  const unusable = token === '' || check.data?.usable === false || isProblem(set.error, 'token_unusable');
  if (unusable || check.isError) {
    return (
      <DoorPage title="Nieuw wachtwoord">
        <Note kind="bad">
          <p>
            {unusable
              ? 'Deze link werkt niet meer. Een link werkt één keer en maar een korte tijd. Vraag gerust een nieuwe aan.'
              : messageOf(check.error)}
          </p>
        </Note>
        {unusable ? (
          <LinkButton to="/wachtwoord" size="lg" fullWidth>
            Vraag een nieuwe mail aan
          </LinkButton>
        ) : (
          <Button size="lg" fullWidth onClick={() => void check.refetch()}>
            Probeer opnieuw
          </Button>
        )}
      </DoorPage>
    );
  }
  return (
    <DoorPage
      title="Nieuw wachtwoord"
      lead={`Gebruik minstens ${minimum} tekens. Een paar woorden achter elkaar onthoud je het makkelijkst.`}
    >
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // Counted in characters as people see them, like the server does.
          const short = Array.from(password).length < minimum;
          setTooShort(short);
          if (!short && !set.isPending) set.mutate();
        }}
      >
        {set.isError ? (
          <Note kind="bad">
            <p>{messageOf(set.error)}</p>
          </Note>
        ) : null}
        <PasswordField
          size="md"
          name="password"
          label="Nieuw wachtwoord"
          autoComplete="new-password"
          value={password}
          error={tooShort ? `Gebruik minstens ${minimum} tekens` : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="lg" fullWidth loading={set.isPending}>
          Wachtwoord opslaan
        </Button>
      </form>
      <Link to="/inloggen" className={classes.link}>
        Terug naar inloggen
      </Link>
    </DoorPage>
  );
}
