import type { ReactNode } from 'react';
import { InfoIcon, TickIcon, WarningIcon } from './icons';
import classes from './Note.module.css';

interface Props {
  kind?: 'tip' | 'good' | 'bad';
  /** Said aloud when it appears. */
  live?: boolean;
  title?: string;
  children: ReactNode;
}

const icons = { tip: InfoIcon, good: TickIcon, bad: WarningIcon };

export function Note({ kind = 'tip', live = kind === 'bad', title, children }: Props) {
  const Icon = icons[kind];
  return (
    <div className={classes.note} data-kind={kind} role={live ? 'alert' : undefined}>
      <span className={classes.icon}>
        <Icon size={22} />
      </span>
      <div className={classes.text}>
        {title === undefined ? null : <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
