import '../../ui/Button';
import '../../ui/fields';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { signIn } from '../../api/calls';
import { messageOf } from '../../api/messages';
import type { Session } from '../../api/types';
import { Note } from '../../ui/Note';
import classes from './DoorPage.module.css';
import { PasswordField } from './PasswordField';

interface Props {
  /** What stands above it as long as nothing went wrong. */
  hint?: ReactNode;
  onEntered: (session: Session) => Promise<void>;
}

/** R1.1 */
export function SignInForm({ hint, onEntered }: Props) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [empty, setEmpty] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const enter = useMutation({
    mutationFn: () => signIn(login.trim(), password),
    onSuccess: onEntered,
    onError: () => form.current?.querySelector<HTMLInputElement>('input[name=password]')?.focus(),
  });
  return (
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
      ) : (
        hint
      )}
      <TextInput
        size="md"
        name="login"
        label="E-mailadres of gebruikersnaam"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        data-autofocus
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
  );
}
