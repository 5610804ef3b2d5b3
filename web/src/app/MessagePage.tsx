import type { ReactNode } from 'react';
import { PageTitle } from '../ui/PageTitle';
import classes from './Message.module.css';

/** A whole page to say one thing, with a way out. */
export function MessagePage({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <main className={classes.page} id="inhoud">
      <svg className={classes.picture} viewBox="0 0 120 120" aria-hidden="true">
        <circle cx="60" cy="60" r="58" fill="#fff1d6" />
        <path d="M30 102V56a30 30 0 0 1 60 0v46z" fill="#0d3b66" />
        <path d="M40 102V57a20 20 0 0 1 40 0v45z" fill="#f7b13c" />
        <circle cx="71" cy="76" r="4" fill="#7a4300" />
        <path d="M18 102h84" stroke="#0d3b66" strokeWidth="5" strokeLinecap="round" />
      </svg>
      <PageTitle>{title}</PageTitle>
      <p>{text}</p>
      <div className={classes.buttons}>{children}</div>
    </main>
  );
}
