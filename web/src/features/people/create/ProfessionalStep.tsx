import '../../../ui/fields';
import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { createProfessional } from '../../../api/calls';
import { messageOf } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import type { CreatedProfessional, Product, Role } from '../../../api/types';
import { FetchFault } from '../../../app/FetchFault';
import { Button } from '../../../ui/Button';
import { ChoiceCards } from '../../../ui/ChoiceCards';
import { faultsOf, focusFirstFault, optional } from '../../../ui/form';
import { LinkButton } from '../../../ui/LinkButton';
import { Note } from '../../../ui/Note';
import { schoolKey } from '../../schools/queries';
import { roleNames } from '../../accounts/words';
import { ProductPeople } from '../ProductPeople';
import { peopleQuery } from '../queries';
import { allRoles } from '../tasks/roles';
import { fullName, roleNotes } from '../words';
import { faultsIn, type ProfessionalForm, toSend } from './professional';
import { StepHeading } from './StepHeading';
import classes from './create.module.css';

interface Props {
  school: string;
  form: UseFormReturnType<ProfessionalForm>;
  products: Product[];
  onBack: () => void;
  onMade: (made: CreatedProfessional & { full_name: string }) => void;
}

/** R4.4.2, step 2 */
export function ProfessionalStep({ school, form, products, onBack, onMade }: Props) {
  const queryClient = useQueryClient();
  const root = useRef<HTMLFormElement>(null);
  const { values, errors } = form;
  const supervising = values.roles.includes('supervisor');
  const pupils = useQuery({
    ...peopleQuery(school, 'active'),
    enabled: supervising,
    select: (people) => people.filter(({ kind }) => kind === 'pupil'),
  });
  const make = useMutation({
    mutationFn: () => createProfessional(school, toSend(values)),
    onSuccess: (made) => {
      void queryClient.invalidateQueries({ queryKey: schoolKey(school) });
      onMade({ ...made, full_name: fullName(values) });
    },
    onError: (error) => {
      if (!isProblem(error, 'faulty')) return;
      form.setErrors(faultsOf(error));
      focusFirstFault(root.current);
    },
  });
  return (
    <form
      ref={root}
      className={classes.step}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const faults = faultsIn(values);
        form.setErrors(faults);
        if (Object.keys(faults).length > 0) focusFirstFault(root.current);
        else if (!make.isPending) make.mutate();
      }}
    >
      <StepHeading>Over welke collega gaat het?</StepHeading>
      <div className={classes.three}>
        <TextInput size="md" label="Voornaam" autoComplete="off" {...form.getInputProps('first_name')} />
        <TextInput
          size="md"
          label="Tussenvoegsel"
          description={optional}
          autoComplete="off"
          {...form.getInputProps('infix')}
        />
        <TextInput size="md" label="Achternaam" autoComplete="off" {...form.getInputProps('last_name')} />
      </div>
      <TextInput
        size="md"
        label="E-mailadres"
        description="Hier sturen we heen hoe je collega een wachtwoord kiest"
        inputMode="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('email')}
      />
      <ChoiceCards
        legend="Welke rol krijgt je collega? Allebei mag."
        type="checkbox"
        value={values.roles}
        onChange={(roles: Role[]) => {
          form.setFieldValue('roles', roles);
          form.clearFieldError('roles');
        }}
        error={typeof errors.roles === 'string' ? errors.roles : undefined}
        options={allRoles.map((role) => ({ value: role, label: roleNames[role], note: roleNotes[role] }))}
      />
      {supervising ? (
        <ProductPeople
          legend="Met welke producten en leerlingen? Dit mag ook later."
          offered={products}
          options={pupils.data ?? []}
          pending={pupils.data === undefined}
          label={(product) => `Leerlingen voor ${product} (mag leeg blijven)`}
          {...values.choice}
          onChange={(choice) => form.setFieldValue('choice', choice)}
        />
      ) : null}
      <FetchFault query={pupils} />
      {make.isError ? (
        <Note kind="bad">
          <p>{messageOf(make.error)}</p>
          {isProblem(make.error, 'already_here_archived') ? (
            <LinkButton
              to="/school/$school/beheer/archief"
              params={{ school }}
              search={{ taak: 'professionals-koppelen' }}
              variant="default"
            >
              Naar het archief
            </LinkButton>
          ) : null}
        </Note>
      ) : null}
      <div className={classes.buttons}>
        <Button variant="default" size="md" onClick={onBack}>
          Terug
        </Button>
        <Button type="submit" size="md" loading={make.isPending}>
          Opslaan
        </Button>
      </div>
    </form>
  );
}
