import '../../../ui/fields';
import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { checkUserName, createPupil, suggestCredentials } from '../../../api/calls';
import { faultOf, messageOf } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import type { Credentials } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { faultsOf } from '../../../ui/form';
import { TickIcon } from '../../../ui/icons';
import { Note } from '../../../ui/Note';
import { schoolKey } from '../../schools/queries';
import { allowedUserName } from '../../accounts/profile';
import { fullName } from '../words';
import { minimumPassword, type PupilForm, toSend } from './pupil';
import { StepHeading } from './StepHeading';
import classes from './create.module.css';

interface Props {
  school: string;
  form: UseFormReturnType<PupilForm>;
  onBack: () => void;
  onMade: (pupil: Credentials & { display_name: string }) => void;
}

/** R4.4.6, step 2B */
export function CredentialsStep({ school, form, onBack, onMade }: Props) {
  const queryClient = useQueryClient();
  const { values, errors } = form;
  const name = fullName(values);

  const suggestion = useMutation({
    mutationFn: () =>
      suggestCredentials(school, {
        first_name: values.first_name.trim(),
        infix: values.infix.trim(),
        last_name: values.last_name.trim(),
      }),
    onSuccess: (found) => {
      // What the user made of it stays.
      const { user_name, password, suggestion: last } = form.getValues();
      form.setValues({
        user_name: user_name === last.user_name ? found.user_name : user_name,
        password: password === last.password ? found.password : password,
        suggestion: { ...found, name },
      });
    },
  });
  const { mutate: suggest } = suggestion;
  const wanted = values.suggestion.name !== name;
  useEffect(() => {
    if (wanted) suggest();
  }, [wanted, suggest]);

  const userName = values.user_name.trim();
  const [rested] = useDebouncedValue(userName, 350);
  const check = useQuery({
    queryKey: [...schoolKey(school), 'user-name', rested],
    queryFn: () => checkUserName(school, rested),
    enabled: allowedUserName(rested),
    staleTime: 5000,
  });
  const checked = rested === userName ? check.data : undefined;
  const userNameFault =
    userName === ''
      ? undefined
      : !allowedUserName(userName) || checked?.allowed === false
        ? faultOf('not_allowed')
        : checked?.free === false
          ? faultOf('taken')
          : undefined;
  const passwordFault =
    values.password !== '' && values.password.length < minimumPassword ? faultOf('too_short') : undefined;

  const make = useMutation({
    mutationFn: (acceptDuplicate: boolean) => createPupil(school, toSend(values, acceptDuplicate)),
    onSuccess: (pupil) => {
      void queryClient.invalidateQueries({ queryKey: schoolKey(school) });
      onMade({ display_name: name, user_name: pupil.user_name, password: values.password });
    },
    onError: (error) => {
      if (!isProblem(error, 'faulty')) return;
      form.setErrors(faultsOf(error));
      // A fault in what step 2A asked is shown there.
      if (error.concerns.every(({ field }) => field !== 'user_name' && field !== 'password')) onBack();
    },
  });
  const duplicate = isProblem(make.error, 'likely_duplicate');
  const ready =
    userName !== '' &&
    values.password !== '' &&
    userNameFault === undefined &&
    passwordFault === undefined &&
    !suggestion.isPending;

  return (
    <form
      className={classes.step}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !make.isPending) make.mutate(false);
      }}
    >
      <StepHeading>{`Hoe logt ${values.first_name.trim()} in?`}</StepHeading>
      <p role="status">
        {suggestion.isPending
          ? 'We bedenken een gebruikersnaam en een wachtwoord…'
          : 'We hebben een gebruikersnaam en een wachtwoord bedacht. Je mag ze allebei veranderen.'}
      </p>
      {suggestion.isError ? (
        <Note kind="bad">
          <p>{messageOf(suggestion.error)}</p>
          <Button variant="default" onClick={() => suggest()}>
            Probeer opnieuw
          </Button>
        </Note>
      ) : null}
      <div className={classes.two}>
        <div>
          <TextInput
            size="md"
            label="Gebruikersnaam"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps('user_name')}
            error={userNameFault ?? errors.user_name}
          />
          <p className={classes.free} role="status">
            {userNameFault === undefined && checked?.free === true && userName !== '' ? (
              <>
                <TickIcon size={18} /> Deze naam is vrij
              </>
            ) : null}
          </p>
        </div>
        <TextInput
          size="md"
          label="Wachtwoord"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps('password')}
          error={passwordFault ?? errors.password}
        />
      </div>
      {duplicate ? (
        <Note kind="tip" live>
          <p>{messageOf(make.error)} Is dit een ander kind? Maak de leerling dan toch aan.</p>
          <Button variant="default" loading={make.isPending} onClick={() => make.mutate(true)}>
            Toch aanmaken
          </Button>
        </Note>
      ) : make.isError ? (
        <Note kind="bad">
          <p>{messageOf(make.error)}</p>
        </Note>
      ) : null}
      <div className={classes.buttons}>
        <Button variant="default" size="md" onClick={onBack}>
          Terug
        </Button>
        <Button type="submit" size="md" loading={make.isPending} disabled={!ready}>
          Opslaan
        </Button>
      </div>
    </form>
  );
}
