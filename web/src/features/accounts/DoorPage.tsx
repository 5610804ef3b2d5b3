import type { ReactNode } from 'react';
import { Logo } from '../../ui/Logo';
import { PageTitle } from '../../ui/PageTitle';
import classes from './DoorPage.module.css';

/** The pages in front of the door: signing in, and setting a password. */
export function DoorPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Logo size={44} />
      </header>
      <main className={classes.card} id="inhoud">
        <div className={classes.title}>
          <PageTitle>{title}</PageTitle>
          {lead === undefined ? null : <p>{lead}</p>}
        </div>
        {children}
      </main>
      <svg className={classes.hills} viewBox="0 0 1440 220" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 120c220-90 420-90 700-20s520 60 740-30v150H0z" fill="#f7b13c" />
        <path d="M0 170c260-70 520-60 800-10s460 40 640-20v80H0z" fill="#f8f5ef" />
      </svg>
    </div>
  );
}
