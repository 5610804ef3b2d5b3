import { type ReactNode, useEffect, useRef } from 'react';

/** The heading of a step, which gets the focus when one comes to it from another step. */
export function StepHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Arriving at the page itself, its own heading has the focus already.
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
