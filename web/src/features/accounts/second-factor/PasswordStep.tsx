import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { faultOf, messageOf } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import { Button } from '../../../ui/Button';
import { DialogButtons } from '../../../ui/Dialog';
import { faultsOf, focusFirstFault } from '../../../ui/form';
import { Note } from '../../../ui/Note';
import { PasswordField } from '../PasswordField';
import classes from './second-factor.module.css';

interface Props<Answer> {
  button: string;
  send: (password: string) => Promise<Answer>;
  onDone: (answer: Answer) => void;
  children: ReactNode;
}

/** An open screen is not enough: whoever goes on shows that they know the password. */
export function PasswordStep<Answer>({ button, send, onDone, children }: Props<Answer>) {
  const form = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string>();
  const told = (error: string) => {
    setFault(error);
    focusFirstFault(form.current);
  };
  const go = useMutation({
    mutationFn: () => send(password),
    onSuccess: onDone,
    onError: (error) => {
      if (isProblem(error, 'faulty')) told(faultsOf(error).password ?? faultOf('required'));
    },
  });
  return (
    <form
      ref={form}
      className={classes.step}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (password === '') told(faultOf('required'));
        else if (!go.isPending) go.mutate();
      }}
    >
      <p>{children}</p>
      {go.isError && !isProblem(go.error, 'faulty') ? (
        <Note kind="bad">
          <p>{messageOf(go.error)}</p>
        </Note>
      ) : null}
      <PasswordField
        size="md"
        label="Je wachtwoord van nu"
        autoComplete="current-password"
        data-autofocus
        value={password}
        error={fault}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
          setFault(undefined);
        }}
      />
      <DialogButtons>
        <Button type="submit" size="md" loading={go.isPending}>
          {button}
        </Button>
      </DialogButtons>
    </form>
  );
}
