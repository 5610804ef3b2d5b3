import { type ReactNode, useId } from 'react';
import classes from './ChoiceCards.module.css';

interface Option<Value extends string> {
  value: Value;
  label: string;
  note?: ReactNode;
  /** It is so already, and stays so: orange, with a word in the note. */
  had?: boolean;
  disabled?: boolean;
}

interface Props<Value extends string> {
  legend: string;
  hint?: ReactNode;
  /** One of them, or any number. */
  type: 'radio' | 'checkbox';
  options: Option<Value>[];
  value: Value[];
  onChange: (value: Value[]) => void;
  error?: string | undefined;
}

/** A few choices as cards: large enough for a thumb, and still plain radio buttons or check boxes underneath. */
export function ChoiceCards<Value extends string>(props: Props<Value>) {
  const { legend, hint, type, options, value, onChange, error } = props;
  const name = useId();
  return (
    <fieldset
      className={classes.group}
      aria-describedby={error === undefined ? undefined : `${name}-fout`}
      data-faulty={error === undefined ? undefined : true}
    >
      <legend>{legend}</legend>
      {hint === undefined ? null : <p className={classes.hint}>{hint}</p>}
      <div className={classes.cards}>
        {options.map((option) => (
          <label
            key={option.value}
            className={classes.card}
            data-had={option.had === true ? true : undefined}
            data-disabled={option.disabled === true && option.had !== true ? true : undefined}
          >
            <input
              type={type}
              name={name}
              value={option.value}
              disabled={option.disabled === true || option.had === true}
              checked={option.had === true || value.includes(option.value)}
              onChange={(event) => {
                if (type === 'radio') onChange([option.value]);
                else if (event.currentTarget.checked) onChange([...value, option.value]);
                else onChange(value.filter((one) => one !== option.value));
              }}
            />
            <span>
              <strong>{option.label}</strong>
              {option.note === undefined ? null : <small>{option.note}</small>}
            </span>
          </label>
        ))}
      </div>
      {error === undefined ? null : (
        <p id={`${name}-fout`} className={classes.fault} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
