import '../../ui/fields';
import { Checkbox } from '@mantine/core';
import { MultiPick } from '../../ui/MultiPick';
import classes from './ProductPeople.module.css';

/** Which products, and for each of them which people. */
export interface ProductChoice {
  products: string[];
  people: Record<string, string[]>;
}

interface Props extends ProductChoice {
  legend: string;
  products: string[];
  offered: { id: string; name: string; icon?: string }[];
  options: { id: string; display_name: string }[];
  /** Whether there will be (more) people. */
  pending: boolean;
  /** What the list of people is called, for a product. */
  label: (product: string) => string;
  onChange: (choice: ProductChoice, product: string) => void;
  error?: string | undefined;
  /** Per product. */
  errors?: Record<string, string | undefined>;
}

/** Products to tick, and under each that is ticked the people it is about: supervisors of a pupil, or the other way. */
export function ProductPeople(props: Props) {
  const { legend, products, people, offered, options, pending, label, onChange, error, errors = {} } = props;
  return (
    <fieldset className={classes.products} data-faulty={error === undefined ? undefined : true}>
      <legend>{legend}</legend>
      {error === undefined ? null : (
        <p className={classes.fault} role="alert">
          {error}
        </p>
      )}
      {offered.length === 0 ? <p>Je school heeft nog geen lopend abonnement.</p> : null}
      {offered.map(({ id, name, icon }) => {
        const on = products.includes(id);
        return (
          <div key={id} className={classes.product} data-on={on ? true : undefined}>
            <Checkbox
              size="md"
              checked={on}
              label={
                <span className={classes.name}>
                  {icon === undefined ? null : <img src={icon} alt="" width="40" height="40" />}
                  {name}
                </span>
              }
              onChange={(event) => {
                const next = event.currentTarget.checked ? [...products, id] : products.filter((one) => one !== id);
                onChange({ products: next, people }, id);
              }}
            />
            {on ? (
              <MultiPick
                label={label(name)}
                options={options.map((one) => ({ value: one.id, label: one.display_name }))}
                pending={pending}
                value={people[id] ?? []}
                error={errors[id]}
                onChange={(picked) => onChange({ products, people: { ...people, [id]: picked } }, id)}
              />
            ) : null}
          </div>
        );
      })}
    </fieldset>
  );
}
