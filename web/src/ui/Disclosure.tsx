import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import classes from './Disclosure.module.css';

interface Props {
  /** What the button shows. */
  button: ReactNode;
  /** Its name for those who cannot see it, when what it shows is not enough. */
  label?: string;
  className?: string;
  align?: 'start' | 'end';
  children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel of links or buttons. Escape, a click elsewhere and leaving it close it. */
export function Disclosure({ button, label, className, align = 'start', children }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useId();

  useEffect(() => {
    if (!open) return undefined;
    const elsewhere = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    // Also when what had the focus in the panel has gone.
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      opener.current?.focus();
    };
    document.addEventListener('pointerdown', elsewhere);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', elsewhere);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);

  return (
    <div
      ref={root}
      className={classes.root}
      onBlur={(event) => {
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={opener}
        type="button"
        className={className}
        aria-label={label}
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      <div id={panel} className={classes.panel} data-align={align} hidden={!open}>
        {open ? children(() => setOpen(false)) : null}
      </div>
    </div>
  );
}

export const menuClasses = { list: classes.list, item: classes.item, heading: classes.heading };
