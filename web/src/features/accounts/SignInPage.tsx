import '../../ui/Button';
import '../../ui/fields';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { signIn } from '../../api/calls';
import { messageOf } from '../../api/messages';
import { ownPath } from '../../app/search';
import { sessionQuery } from '../../app/session';
import { Note } from '../../ui/Note';
import { DoorPage } from './DoorPage';
import { PasswordField } from './PasswordField';
import classes from './DoorPage.module.css';

const route = getRouteApi('/inloggen');

export function SignInPage(): ReactNode {
  const { terug, melding } = route.useSearch();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [empty, setEmpty] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const enter = useMutation({
    mutationFn: () => signIn(login.trim(), password),
    onSuccess: async (session) => {
      // Nothing of an earlier user may be left.
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(ownPath(terug));
      await router.invalidate();
    },
    onError: () => form.current?.querySelector<HTMLInputElement>('input[name=password]')?.focus(),
  });

  return (
    <DoorPage title="Inloggen">
      {melding === 'wachtwoord' ? (
        <Note kind="good" live>
          <p>Je wachtwoord is ingesteld. Je kunt nu inloggen.</p>
        </Note>
      ) : null}
      {terug !== undefined && melding === undefined && !enter.isError ? (
        <Note>
          <p>Log in, dan brengen we je naar de pagina die je zocht.</p>
        </Note>
      ) : null}
      <form
        ref={form}
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const incomplete = login.trim() === '' || password === '';
          setEmpty(incomplete);
          if (incomplete) {
            const name = login.trim() === '' ? 'login' : 'password';
            form.current?.querySelector<HTMLInputElement>(`input[name=${name}]`)?.focus();
          } else if (!enter.isPending) enter.mutate();
        }}
      >
        {enter.isError ? (
          <Note kind="bad">
            <p>{messageOf(enter.error)}</p>
          </Note>
        ) : null}
        <TextInput
          size="md"
          name="login"
          label="E-mailadres of gebruikersnaam"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          value={login}
          error={empty && login.trim() === '' ? 'Vul je e-mailadres of gebruikersnaam in' : undefined}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordField
          size="md"
          name="password"
          label="Wachtwoord"
          autoComplete="current-password"
          value={password}
          error={empty && password === '' ? 'Vul je wachtwoord in' : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="lg" fullWidth loading={enter.isPending}>
          Inloggen
        </Button>
      </form>
      <Link to="/wachtwoord" className={classes.link}>
        Wachtwoord vergeten of wachtwoord instellen?
      </Link>
    </DoorPage>
  );
}
