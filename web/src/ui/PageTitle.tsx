import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

// The first page that is shown leaves the focus where the browser put it.
let first = true;

/** The heading of a page. Whoever comes in gets its name in the window's title and the focus on it. */
export function PageTitle({ children, document: title }: { children: ReactNode; document?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    document.title = `${title ?? heading.current?.textContent ?? ''} | Lexipoort`;
  });
  useEffect(() => {
    if (first) first = false;
    // Who opened a menu while the page was still coming is busy there.
    else if (document.querySelector('[aria-expanded=true]') === null) heading.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
