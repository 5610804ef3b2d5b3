import '../../ui/Button';
import '../../ui/fields';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { signIn } from '../../api/calls';
import { messageOf } from '../../api/messages';
import { isProblem } from '../../api/problem';
import type { Session } from '../../api/types';
import { Note } from '../../ui/Note';
import { CodeField } from './CodeField';
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
  const [code, setCode] = useState('');
  // R8.1: the second step, once the server says that this account has one.
  const [codeAsked, setCodeAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focus = (name: string) => form.current?.querySelector<HTMLInputElement>(`input[name=${name}]`)?.focus();
  const enter = useMutation({
    mutationFn: () => signIn(login.trim(), password, code.trim()),
    onSuccess: onEntered,
    onError: (error) => {
      if (isProblem(error, 'code_needed')) setCodeAsked(true);
      else focus(codeAsked ? 'code' : 'password');
    },
  });
  const startOver = () => {
    enter.reset();
    setCodeAsked(false);
    setCode('');
    setPassword('');
  };
  const faulty = enter.isError && !isProblem(enter.error, 'code_needed');
  return (
    <form
      ref={form}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const missing =
          login.trim() === ''
            ? 'login'
            : password === ''
              ? 'password'
              : codeAsked && code.trim() === ''
                ? 'code'
                : undefined;
        setEmpty(missing !== undefined);
        if (missing !== undefined) focus(missing);
        else if (!enter.isPending) enter.mutate();
      }}
    >
      {faulty ? (
        <Note kind="bad">
          <p>{messageOf(enter.error)}</p>
        </Note>
      ) : codeAsked ? null : (
        hint
      )}
      {codeAsked ? (
        <>
          <p>Open de app op je telefoon en typ de code die je daar bij Lexipoort ziet.</p>
          <CodeField
            value={code}
            error={empty && code.trim() === '' ? 'Typ de code' : undefined}
            description="Telefoon kwijt? Typ dan een herstelcode."
            onChange={setCode}
          />
        </>
      ) : (
        <>
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
        </>
      )}
      <Button type="submit" size="lg" fullWidth loading={enter.isPending}>
        Inloggen
      </Button>
      {codeAsked ? (
        <Button variant="subtle" size="md" onClick={startOver}>
          Inloggen met een andere naam
        </Button>
      ) : null}
    </form>
  );
}
