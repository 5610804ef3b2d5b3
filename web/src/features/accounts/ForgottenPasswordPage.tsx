import '../../ui/Button';
import '../../ui/fields';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { askPasswordReset } from '../../api/calls';
import { messageOf } from '../../api/messages';
import { Note } from '../../ui/Note';
import { DoorPage } from './DoorPage';
import classes from './DoorPage.module.css';

/** R4.1.1: what the page says does not tell whether the account exists. */
export function ForgottenPasswordPage(): ReactNode {
  const [login, setLogin] = useState('');
  const [empty, setEmpty] = useState(false);
  const ask = useMutation({ mutationFn: () => askPasswordReset(login.trim()) });
  return (
    <DoorPage
      title="Wachtwoord instellen"
      lead="Ben je je wachtwoord kwijt, of log je voor het eerst in? We sturen je een mail waarmee je een nieuw wachtwoord kiest."
    >
      {ask.isSuccess ? (
        <Note kind="good" live title="Kijk in je mail">
          <p>
            Kennen we je, dan krijg je binnen een paar minuten een mail. Geen mail? Kijk ook bij de ongewenste mail, of
            vraag je beheerder of je adres klopt.
          </p>
        </Note>
      ) : (
        <form
          className={classes.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setEmpty(login.trim() === '');
            if (login.trim() !== '' && !ask.isPending) ask.mutate();
          }}
        >
          {ask.isError ? (
            <Note kind="bad">
              <p>{messageOf(ask.error)}</p>
            </Note>
          ) : null}
          <TextInput
            size="md"
            name="login"
            label="E-mailadres of gebruikersnaam"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={login}
            error={empty ? 'Vul je e-mailadres of gebruikersnaam in' : undefined}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <Button type="submit" size="lg" fullWidth loading={ask.isPending}>
            Verstuur de mail
          </Button>
          <p>Ben je leerling? Vraag je juf of meester om een nieuw wachtwoord.</p>
        </form>
      )}
      <Link to="/inloggen" className={classes.link}>
        Terug naar inloggen
      </Link>
    </DoorPage>
  );
}
