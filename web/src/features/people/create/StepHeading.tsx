import { type ReactNode, useEffect, useRef } from 'react';

let stepped = false;

/** To be called when the wizard closes: the next one starts at its page's own heading again. */
export const forgetSteps = () => {
  stepped = false;
};

/** The heading of a step, which gets the focus when one comes to it from another step. */
export function StepHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (stepped) heading.current?.focus();
    stepped = true;
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
