import '../../../ui/fields';
import { Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { archive, getProfile, putProfile, suggestCredentials } from '../../../api/calls';
import { messageOf } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import type { Done, Profile } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { faultsOf, focusFirstFault, optional } from '../../../ui/form';
import { notifyBad } from '../../../ui/notify';
import { Note } from '../../../ui/Note';
import { Select } from '../../../ui/Select';
import { yearGroupName, yearGroups } from '../../schools/words';
import { Conflict } from '../../accounts/Conflict';
import {
  type Difference,
  differences,
  fieldNames,
  type ProfileField,
  valuesOf,
  waitingEmail,
} from '../../accounts/profile';
import formClasses from '../../accounts/profile.module.css';
import { peopleQuery, profileQuery } from '../queries';
import { fullName } from '../words';
import { faultsIn, fieldsOf, shownIn, toSend } from './form';
import classes from './profile.module.css';

interface Saved {
  /** Empty when no new one was given. */
  password: string;
  /** The e-mail address that waits until its link is used, when there is one. */
  waiting: string | undefined;
  /** What archiving did, when that was asked. */
  archived: Done | undefined;
}

interface Props {
  school: { id: string; sector: string };
  profile: Profile;
  onDirty: (dirty: boolean) => void;
  onCancel: () => void;
  onSaved: (profile: Profile, more: Saved) => void;
}

const initialOf = (profile: Profile) => ({ ...valuesOf(profile), password: '', archive: false });

/** R4.12.1 */
export function ProfileForm({ school, profile, onDirty, onCancel, onSaved }: Props) {
  const queryClient = useQueryClient();
  const root = useRef<HTMLFormElement>(null);
  // What the form began with; a newer one takes its place when somebody else was first.
  const [base, setBase] = useState(profile);
  const [found, setFound] = useState<Difference[] | undefined>();
  const [halfway, setHalfway] = useState(false);
  const form = useForm({ initialValues: initialOf(profile) });
  const { values } = form;
  const fields = fieldsOf[base.kind];
  const edited = values.password !== '' || fields.some((field) => values[field].trim() !== valuesOf(base)[field]);
  const dirty = edited || values.archive;
  useEffect(() => {
    onDirty(dirty);
    return () => onDirty(false);
  }, [dirty, onDirty]);

  const suggestion = useMutation({
    mutationFn: () =>
      suggestCredentials(school.id, {
        first_name: values.first_name.trim() || base.first_name,
        infix: values.infix.trim(),
        last_name: values.last_name.trim() || base.last_name,
      }),
    onSuccess: ({ password }) => form.setFieldValue('password', password),
    onError: notifyBad,
  });

  const lookAnew = useMutation({
    mutationFn: () => getProfile(school.id, base.id),
    onSuccess: (newer) => {
      const clash = differences(fields, valuesOf(base), values, valuesOf(newer));
      for (const { field, theirs, yours } of clash) if (yours === undefined) form.setFieldValue(field, theirs);
      setBase(newer);
      setFound(clash);
    },
  });
  const save = useMutation({
    mutationFn: async () => {
      let now = base;
      if (edited) {
        now = await putProfile(school.id, base.id, toSend(base.kind, base, values));
        setBase(now);
        queryClient.setQueryData(profileQuery(school.id, base.id).queryKey, now);
      }
      setHalfway(edited);
      const archived = values.archive ? await archive(school.id, [{ id: now.id, version: now.version }]) : undefined;
      return { now, archived };
    },
    onSuccess: ({ now, archived }) =>
      onSaved(now, { password: values.password, waiting: waitingEmail(values.email, now.email), archived }),
    onError: (error) => {
      if (isProblem(error, 'faulty')) {
        form.setErrors(faultsOf(error));
        focusFirstFault(root.current);
      }
      if (isProblem(error, 'changed_meanwhile')) lookAnew.mutate();
      void queryClient.invalidateQueries({ queryKey: peopleQuery(school.id, 'active').queryKey });
    },
  });

  const locked = base.own_profile_only;
  const text = (field: ProfileField) => ({
    size: 'md' as const,
    label: fieldNames[field],
    autoComplete: 'off',
    disabled: locked,
    ...form.getInputProps(field),
  });
  const name = fullName(base);
  const problem = isProblem(save.error, 'changed_meanwhile') ? lookAnew.error : save.error;

  return (
    <form
      ref={root}
      className={formClasses.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const faults = locked ? {} : faultsIn(base.kind, values, school.sector);
        form.setErrors(faults);
        if (Object.keys(faults).length > 0) focusFirstFault(root.current);
        else if (!dirty) onCancel();
        else if (!save.isPending) {
          setHalfway(false);
          save.mutate();
        }
      }}
    >
      {locked ? (
        <Note>
          <p>
            {`${name} werkt ook op een andere school. Naam, gebruikersnaam, e-mailadres en functie kan alleen ${base.first_name} zelf veranderen.`}
          </p>
        </Note>
      ) : null}
      {found === undefined ? null : (
        <Conflict
          shown={shownIn(school.sector)}
          found={found}
          onTake={(field) => {
            const theirs = found.find((one) => one.field === field)?.theirs ?? '';
            form.setFieldValue(field, theirs);
            setFound(found.map((one) => (one.field === field ? { ...one, yours: undefined } : one)));
            root.current?.querySelector<HTMLElement>(`[data-path=${field}]`)?.focus();
          }}
        />
      )}
      <div className={formClasses.names}>
        <TextInput {...text('first_name')} />
        <TextInput {...text('infix')} description={optional} />
        <TextInput {...text('last_name')} />
      </div>
      <div className={formClasses.two}>
        {base.kind === 'pupil' ? (
          <Select
            {...text('year_group')}
            data={yearGroups(school.sector).map((year) => ({
              value: String(year),
              label: yearGroupName(school.sector, year),
            }))}
          />
        ) : (
          <TextInput
            {...text('email')}
            // One's own needs the password, which is asked there.
            disabled={locked || base.is_self}
            description={base.is_self ? 'Je eigen e-mailadres verander je bij ‘Mijn profiel’' : undefined}
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
        <TextInput
          {...text('user_name')}
          autoCapitalize="none"
          spellCheck={false}
          description={base.kind === 'pupil' ? undefined : optional}
        />
        {base.kind === 'pupil' ? (
          <div className={classes.password}>
            <TextInput
              size="md"
              label="Nieuw wachtwoord"
              description="Laat dit leeg om het oude te houden"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              {...form.getInputProps('password')}
            />
            <Button variant="default" size="md" loading={suggestion.isPending} onClick={() => suggestion.mutate()}>
              Maak een nieuw wachtwoord
            </Button>
          </div>
        ) : (
          <TextInput {...text('job_title')} description={optional} />
        )}
      </div>
      <fieldset className={classes.archive}>
        <legend>Archief</legend>
        <Checkbox
          size="md"
          label="Archiveren"
          disabled={base.is_self}
          description={
            base.is_self
              ? 'Jezelf archiveren kan niet. Een andere beheerder kan het voor je doen.'
              : values.archive
                ? `Bij het opslaan gaat ${name} naar het archief: inloggen kan dan niet meer en licenties komen vrij.`
                : 'De koppelingen blijven bewaard.'
          }
          {...form.getInputProps('archive', { type: 'checkbox' })}
        />
      </fieldset>
      {problem === null ? null : (
        <Note kind="bad" {...(halfway ? { title: 'De gegevens zijn opgeslagen, maar archiveren lukte niet' } : {})}>
          <p>{messageOf(problem)}</p>
        </Note>
      )}
      <div className={formClasses.buttons}>
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
