import '../../../ui/fields';
import { Checkbox, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useRef } from 'react';
import type { Product, Supervisor } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { MultiPick } from '../../../ui/MultiPick';
import { yearGroupName, yearGroups } from '../words';
import classes from './create.module.css';
import { faultsIn, type PupilForm } from './pupil';
import { StepHeading } from './StepHeading';
import { Select } from '../../../ui/Select';

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
        else
          setTimeout(() =>
            root.current?.querySelector<HTMLElement>('[aria-invalid=true], [data-faulty] input')?.focus(),
          );
      }}
    >
      <StepHeading>Over welke leerling gaat het?</StepHeading>
      <div className={classes.names}>
        <TextInput size="md" label="Voornaam" autoComplete="off" {...form.getInputProps('first_name')} />
        <TextInput
          size="md"
          label="Tussenvoegsel"
          description="Mag leeg"
          inputWrapperOrder={order}
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
      <fieldset className={classes.products} data-faulty={errors.products === undefined ? undefined : true}>
        <legend>Waarmee gaat de leerling oefenen, en wie begeleidt dat?</legend>
        {errors.products === undefined ? null : (
          <p className={classes.fault} role="alert">
            {errors.products}
          </p>
        )}
        {products.length === 0 ? <p>Je school heeft nog geen lopend abonnement.</p> : null}
        {products.map((product) => {
          const on = values.products.includes(product.id);
          return (
            <div key={product.id} className={classes.product} data-on={on ? true : undefined}>
              <Checkbox
                size="md"
                checked={on}
                label={
                  <span className={classes.productName}>
                    <img src={product.icon} alt="" width="40" height="40" />
                    {product.name}
                  </span>
                }
                onChange={(event) => {
                  const next = event.currentTarget.checked
                    ? [...values.products, product.id]
                    : values.products.filter((id) => id !== product.id);
                  form.setFieldValue('products', next);
                  form.clearFieldError('products');
                }}
              />
              {on ? (
                <MultiPick
                  label={`Begeleider(s) voor ${product.name}`}
                  options={supervisors.map(({ id, display_name }) => ({ value: id, label: display_name }))}
                  value={values.supervisors[product.id] ?? []}
                  error={textOf(errors[`supervisors.${product.id}`])}
                  onChange={(picked) => {
                    form.setFieldValue('supervisors', { ...values.supervisors, [product.id]: picked });
                    form.clearFieldError(`supervisors.${product.id}`);
                  }}
                />
              ) : null}
            </div>
          );
        })}
      </fieldset>
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

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
const textOf = (error: unknown) => (typeof error === 'string' ? error : undefined);
