import '../../ui/fields';
import { Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { putAddresses } from '../../api/calls';
import { messageOf } from '../../api/messages';
import { isProblem } from '../../api/problem';
import type { Connection, Settings } from '../../api/types';
import { Button } from '../../ui/Button';
import { ChoiceCards } from '../../ui/ChoiceCards';
import { Note } from '../../ui/Note';
import { connections, hints, typedRanges, withAddress } from './addresses';
import { ipFaultsOf } from './ipFaults';
import classes from './addresses.module.css';

interface Props {
  school: string;
  settings: Settings;
  onSet: (answer: Settings & { overlaps: number }) => void;
  /** When there are addresses to go back to. */
  onCancel?: (() => void) | undefined;
}

const order: ('label' | 'description' | 'input' | 'error')[] = ['label', 'description', 'input', 'error'];

/** R4.2.1: first how the school is connected, then the addresses. What they are worth is the server's to judge. */
export function AddressForm({ school, settings, onSet, onCancel }: Props) {
  const root = useRef<HTMLFormElement>(null);
  const [connection, setConnection] = useState(settings.connection ?? undefined);
  const [typed, setTyped] = useState(typedRanges(settings.addresses));
  const [unchosen, setUnchosen] = useState(false);
  // It may only be there in the next turn.
  const focusOn = (what: string) => setTimeout(() => root.current?.querySelector<HTMLElement>(what)?.focus());
  const set = useMutation({
    mutationFn: (chosen: Connection) => putAddresses(school, chosen, typed),
    onSuccess: onSet,
    onError: () => focusOn('[aria-invalid=true]'),
  });
  const choose = (chosen: Connection | undefined) => {
    setConnection(chosen);
    setUnchosen(false);
    set.reset();
  };
  const change = (text: string) => {
    setTyped(text);
    set.reset();
  };
  const faults = isProblem(set.error, 'bad_addresses') ? ipFaultsOf(set.error) : [];
  const field = {
    className: classes.field ?? '',
    size: 'md' as const,
    name: 'addresses',
    label: 'IP-nummer',
    inputWrapperOrder: order,
    autoComplete: 'off',
    autoCapitalize: 'none',
    spellCheck: false,
    value: typed,
    error:
      faults.length === 0
        ? undefined
        : faults.map((fault) => (
            <span key={fault} className={classes.fault}>
              {fault}
            </span>
          )),
  };

  return (
    <form
      ref={root}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setUnchosen(connection === undefined);
        if (connection === undefined) focusOn('[data-faulty] input');
        else if (!set.isPending) set.mutate(connection);
      }}
    >
      <ChoiceCards
        legend="Verbindingstype"
        hint="Weet je niet wat je school heeft? Vraag het aan wie bij jullie het netwerk regelt."
        type="radio"
        options={connections}
        value={connection === undefined ? [] : [connection]}
        onChange={([chosen]) => choose(chosen)}
        error={unchosen ? 'Kies eerst een verbindingstype' : undefined}
      />
      {connection === undefined ? null : connection === 'several' ? (
        <Textarea
          {...field}
          description={hints[connection]}
          rows={4}
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <TextInput {...field} description={hints[connection]} onChange={(event) => change(event.currentTarget.value)} />
      )}
      {connection === 'range' || settings.your_address === '' ? null : (
        <div className={classes.own}>
          <p>
            {'Jij komt nu van '}
            <strong>{settings.your_address}</strong>. Ben je op school, dan is dat het adres van de school.
          </p>
          <Button
            variant="default"
            onClick={() => {
              const chosen = connection ?? 'one';
              choose(chosen);
              setTyped(withAddress(typed, chosen, settings.your_address));
              focusOn('[name=addresses]');
            }}
          >
            {`Gebruik ${settings.your_address}`}
          </Button>
        </div>
      )}
      {set.isError && faults.length === 0 ? (
        <Note kind="bad">
          <p>{messageOf(set.error)}</p>
        </Note>
      ) : null}
      <div className={classes.buttons}>
        <Button type="submit" size="md" loading={set.isPending}>
          Activeer IP-nummer/range
        </Button>
        {onCancel === undefined ? null : (
          <Button variant="default" size="md" onClick={onCancel}>
            Annuleren
          </Button>
        )}
      </div>
    </form>
  );
}
