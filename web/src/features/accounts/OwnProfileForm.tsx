import '../../ui/fields';
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { getOwnProfile, putOwnProfile } from '../../api/calls';
import { faultOf, messageOf } from '../../api/messages';
import { isProblem } from '../../api/problem';
import type { OwnProfile } from '../../api/types';
import { Button } from '../../ui/Button';
import { faultsOf, focusFirstFault, optional } from '../../ui/form';
import { Note } from '../../ui/Note';
import { Conflict } from './Conflict';
import { PasswordField } from './PasswordField';
import {
  type Difference,
  differences,
  faultsIn,
  fieldNames,
  fieldsOfAdults as fields,
  mandatoryOfAdults,
  type ProfileField,
  shown,
  toSend,
  valuesOf,
  waitingEmail,
} from './profile';
import { ownProfileQuery } from './queries';
import classes from './profile.module.css';

interface Props {
  profile: OwnProfile;
  onDirty: (dirty: boolean) => void;
  onCancel: () => void;
  /** With the address that waits until its link is used, when there is one. */
  onSaved: (waiting: string | undefined) => void;
}

/**
 * R4.12.2: a new e-mail address is a new way in, so whoever changes it shows that they know the password; it counts
 * when the link that is mailed there is used.
 */
export function OwnProfileForm({ profile, onDirty, onCancel, onSaved }: Props) {
  const queryClient = useQueryClient();
  const root = useRef<HTMLFormElement>(null);
  // What the form began with; a newer one takes its place when it changed meanwhile.
  const [base, setBase] = useState(profile);
  const [found, setFound] = useState<Difference[] | undefined>();
  const form = useForm({ initialValues: { ...valuesOf(profile), password: '' } });
  const { values } = form;
  const dirty = fields.some((field) => values[field].trim() !== valuesOf(base)[field]);
  const newEmail = values.email.trim() !== base.email;
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [dirty, onDirty]);

  const showFaults = (faults: Record<string, string>) => {
    form.setErrors(faults);
    focusFirstFault(root.current);
  };
  const lookAnew = useMutation({
    mutationFn: getOwnProfile,
    onSuccess: (newer) => {
      const clash = differences(fields, valuesOf(base), values, valuesOf(newer));
      for (const { field, theirs, yours } of clash) if (yours === undefined) form.setFieldValue(field, theirs);
      setBase(newer);
      setFound(clash);
    },
  });
  const save = useMutation({
    mutationFn: () =>
      putOwnProfile({
        ...toSend(base.version, values),
        new_email: base.new_email,
        ...(newEmail ? { password: values.password } : {}),
      }),
    onSuccess: (now) => {
      queryClient.setQueryData(ownProfileQuery.queryKey, now);
      onSaved(waitingEmail(values.email, now.email));
    },
    onError: (error) => {
      if (isProblem(error, 'wrong_password')) showFaults({ password: faultOf('wrong_password') });
      if (isProblem(error, 'faulty')) showFaults(faultsOf(error));
      if (isProblem(error, 'changed_meanwhile')) lookAnew.mutate();
    },
  });

  const text = (field: ProfileField, autoComplete: string) => ({
    size: 'md' as const,
    label: fieldNames[field],
    autoComplete,
    ...form.getInputProps(field),
  });
  const problem = isProblem(save.error, 'changed_meanwhile') ? lookAnew.error : save.error;

  return (
    <form
      ref={root}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const faults = {
          ...faultsIn(mandatoryOfAdults, values),
          ...(newEmail && values.password === '' ? { password: faultOf('required') } : {}),
        };
        if (Object.keys(faults).length > 0) showFaults(faults);
        else if (!dirty) onCancel();
        else if (!save.isPending) save.mutate();
      }}
    >
      {found === undefined ? null : (
        <Conflict
          shown={(_, value) => shown(value)}
          found={found}
          onTake={(field) => {
            const theirs = found.find((one) => one.field === field)?.theirs ?? '';
            form.setFieldValue(field, theirs);
            setFound(found.map((one) => (one.field === field ? { ...one, yours: undefined } : one)));
            root.current?.querySelector<HTMLElement>(`[data-path=${field}]`)?.focus();
          }}
        />
      )}
      <div className={classes.names}>
        <TextInput {...text('first_name', 'given-name')} />
        <TextInput {...text('infix', 'off')} description={optional} />
        <TextInput {...text('last_name', 'family-name')} />
      </div>
      <div className={classes.two}>
        <TextInput {...text('email', 'email')} inputMode="email" autoCapitalize="none" spellCheck={false} />
        {newEmail ? (
          <PasswordField
            size="md"
            label="Je wachtwoord van nu"
            description="Zo weten we zeker dat jij je adres verandert"
            autoComplete="current-password"
            {...form.getInputProps('password')}
          />
        ) : null}
        <TextInput {...text('user_name', 'username')} description={optional} autoCapitalize="none" spellCheck={false} />
        <TextInput {...text('job_title', 'organization-title')} description={optional} />
      </div>
      {problem === null ? null : (
        <Note kind="bad">
          <p>{messageOf(problem)}</p>
        </Note>
      )}
      <div className={classes.buttons}>
        <Button variant="default" size="md" onClick={onCancel}>
          Annuleren
        </Button>
        <Button type="submit" size="md" loading={save.isPending}>
          {found === undefined ? 'Opslaan' : 'Toch opslaan'}
        </Button>
      </div>
    </form>
  );
}
