import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { faultOf, messageOf } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import type { OwnProof } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { DialogButtons } from '../../../ui/Dialog';
import { faultsOf, focusFirstFault } from '../../../ui/form';
import { Note } from '../../../ui/Note';
import { CodeField } from '../CodeField';
import { PasswordField } from '../PasswordField';
import classes from './second-factor.module.css';

interface Props<Answer> {
  button: string;
  /** Where a second step is on, its code goes along. */
  codeAsked: boolean;
  send: (proof: OwnProof) => Promise<Answer>;
  onDone: (answer: Answer) => void;
  children: ReactNode;
}

/** An open screen is not enough: whoever goes on shows that it is them. */
export function ProofStep<Answer>({ button, codeAsked, send, onDone, children }: Props<Answer>) {
  const form = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<string>();
  const [codeFault, setCodeFault] = useState<string>();
  const told = (error: string) => {
    setFault(error);
    focusFirstFault(form.current);
  };
  const go = useMutation({
    mutationFn: () => send(codeAsked ? { password, code: code.trim() } : { password }),
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
        const noCode = codeAsked && code.trim() === '';
        setCodeFault(noCode ? 'Typ de code uit de app' : undefined);
        if (password === '') told(faultOf('required'));
        else if (noCode) form.current?.querySelector<HTMLInputElement>('input[name=code]')?.focus();
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
      {codeAsked ? (
        <CodeField
          autoFocus={false}
          value={code}
          error={codeFault}
          description="Uit de app, of een herstelcode"
          onChange={setCode}
        />
      ) : null}
      <DialogButtons>
        <Button type="submit" size="md" loading={go.isPending}>
          {button}
        </Button>
      </DialogButtons>
    </form>
  );
}
