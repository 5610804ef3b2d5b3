import '../../ui/Button';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { confirmEmail } from '../../api/calls';
import { messageOf } from '../../api/messages';
import { isProblem } from '../../api/problem';
import { Note } from '../../ui/Note';
import { DoorPage } from './DoorPage';
import classes from './DoorPage.module.css';

/** R4.12.2: a button, because programs that look at mail follow links by themselves, and this one works once. */
export function ConfirmEmailPage(): ReactNode {
  const token = useLocation({ select: ({ hash }) => hash });
  const navigate = useNavigate();
  const confirm = useMutation({
    mutationFn: () => confirmEmail(token),
    onSuccess: () => navigate({ to: '/inloggen', search: { melding: 'e-mailadres' }, replace: true }),
  });
  const unusable = token === '' || isProblem(confirm.error, 'token_unusable');
  const taken = isProblem(confirm.error, 'email_taken');
  const over = unusable || taken;
  return (
    <DoorPage
      title="Nieuw e-mailadres"
      {...(over ? {} : { lead: 'Is dit e-mailadres van jou? Dan log je er voortaan mee in op Lexipoort.' })}
    >
      {unusable || confirm.isError ? (
        <Note kind="bad" live>
          <p>
            {unusable
              ? 'Deze link werkt niet meer. Een link werkt één keer en maar een paar dagen. Vul je nieuwe adres opnieuw in bij ‘Mijn profiel’, of vraag je beheerder.'
              : messageOf(confirm.error)}
            {taken ? ' Is het van jou? Log er dan mee in, of vraag je beheerder om hulp.' : null}
          </p>
        </Note>
      ) : null}
      {over ? null : (
        <Button size="lg" fullWidth loading={confirm.isPending} onClick={() => confirm.mutate()}>
          Ja, dit is mijn adres
        </Button>
      )}
      <Link to="/inloggen" className={classes.link}>
        Naar inloggen
      </Link>
    </DoorPage>
  );
}
