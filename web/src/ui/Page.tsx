import type { ReactNode } from 'react';
import { PageTitle } from './PageTitle';
import classes from './Page.module.css';

interface Props {
  title: string;
  lead?: ReactNode;
  /** Buttons to the right of the title. */
  actions?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}

export function Page({ title, lead, actions, narrow = false, children }: Props) {
  return (
    <main id="inhoud" className={classes.page} data-narrow={narrow ? true : undefined}>
      <header className={classes.top}>
        <div>
          <PageTitle>{title}</PageTitle>
          {lead === undefined ? null : <p className={classes.lead}>{lead}</p>}
        </div>
        {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </main>
  );
}

export function Card({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className={classes.card}>
      {title === undefined ? null : <h2>{title}</h2>}
      {children}
    </section>
  );
}

export const CardGrid = ({ children }: { children: ReactNode }) => <div className={classes.grid}>{children}</div>;
