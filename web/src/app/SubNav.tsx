import type { ReactNode } from 'react';
import classes from './SubNav.module.css';

/** The pages under one tab, side by side; its links get `subLink`. */
export function SubNav({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={classes.nav} aria-label={label}>
      <ul>{children}</ul>
    </nav>
  );
}

export const subLink = {
  className: classes.link,
  activeOptions: { includeSearch: false },
  activeProps: { 'aria-current': 'page' },
} as const;
