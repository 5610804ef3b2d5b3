import type { ReactNode } from 'react';
import classes from './subscriptions.module.css';

export function ProductName({ icon, children }: { icon: string; children: ReactNode }) {
  return (
    <span className={classes.product}>
      <img src={icon} alt="" width="36" height="36" />
      <span>{children}</span>
    </span>
  );
}
