import { useId } from 'react';
import classes from './Meter.module.css';

interface Props {
  name: string;
  value: number;
  total: number;
  /** In words, what the figures mean. */
  text: string;
  role?: 'meter' | 'progressbar';
}

export function Meter({ name, value, total, text, role = 'meter' }: Props) {
  const id = useId();
  const share = total === 0 ? 0 : Math.min(1, value / total);
  return (
    <div className={classes.meter}>
      <div className={classes.words}>
        <strong id={id}>{name}</strong>
        <span>{text}</span>
      </div>
      <div
        className={classes.track}
        role={role}
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={value}
        aria-valuetext={text}
        data-full={role === 'meter' && value >= total ? true : undefined}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
