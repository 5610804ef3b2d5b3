import '../../../ui/fields';
import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useRef } from 'react';
import type { Product, Supervisor } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { focusFirstFault, optional } from '../../../ui/form';
import { Select } from '../../../ui/Select';
import { yearGroupName, yearGroups } from '../../schools/words';
import { ProductPeople } from '../ProductPeople';
import { faultsIn, type PupilForm } from './pupil';
import { StepHeading } from './StepHeading';
import classes from './create.module.css';

interface Props {
  form: UseFormReturnType<PupilForm>;
  sector: string;
  products: Product[];
  supervisors: Supervisor[];
  onBack: () => void;
  onNext: () => void;
}

/** R4.4.6, step 2A */
export function PupilStep({ form, sector, products, supervisors, onBack, onNext }: Props) {
  const root = useRef<HTMLFormElement>(null);
  const { values, errors } = form;
  return (
    <form
      ref={root}
      className={classes.step}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const faults = faultsIn(values, sector);
        form.setErrors(faults);
        if (Object.keys(faults).length === 0) onNext();
        else focusFirstFault(root.current);
      }}
    >
      <StepHeading>Over welke leerling gaat het?</StepHeading>
      <div className={classes.names}>
        <TextInput size="md" label="Voornaam" autoComplete="off" {...form.getInputProps('first_name')} />
        <TextInput
          size="md"
          label="Tussenvoegsel"
          description={optional}
          autoComplete="off"
          {...form.getInputProps('infix')}
        />
        <TextInput size="md" label="Achternaam" autoComplete="off" {...form.getInputProps('last_name')} />
        <Select
          size="md"
          label="Leerjaar"
          {...form.getInputProps('year_group')}
          data={[
            { value: '', label: 'Kies' },
            ...yearGroups(sector).map((year) => ({ value: String(year), label: yearGroupName(sector, year) })),
          ]}
        />
      </div>
      <ProductPeople
        legend="Waarmee gaat de leerling oefenen, en wie begeleidt dat?"
        offered={products}
        options={supervisors}
        pending={false}
        label={(product) => `Begeleider(s) voor ${product}`}
        products={values.products}
        people={values.supervisors}
        error={textOf(errors.products)}
        errors={Object.fromEntries(values.products.map((id) => [id, textOf(errors[`supervisors.${id}`])]))}
        onChange={(choice, product) => {
          form.setFieldValue('products', choice.products);
          form.setFieldValue('supervisors', choice.people);
          form.clearFieldError('products');
          form.clearFieldError(`supervisors.${product}`);
        }}
      />
      <div className={classes.buttons}>
        <Button variant="default" size="md" onClick={onBack}>
          Terug
        </Button>
        <Button type="submit" size="md">
          Ga verder
        </Button>
      </div>
    </form>
  );
}

const textOf = (error: unknown) => (typeof error === 'string' ? error : undefined);
