import { type MouseEvent, useRef, useState } from 'react';

/** The row of which the details are open; closing them gives the focus back to the row's button. */
export function useRowDialog() {
  const [open, setOpen] = useState<string>();
  const opener = useRef<HTMLElement>(null);
  return {
    open,
    show: (row: string) => (event: MouseEvent<HTMLElement>) => {
      opener.current = event.currentTarget;
      setOpen(row);
    },
    close: () => {
      setOpen(undefined);
      // The dialog is gone before it could give the focus back.
      setTimeout(() => opener.current?.focus());
    },
    /** What was to be done is done; a notice takes the focus, and gives it back. */
    done: () => setOpen(undefined),
    back: () => opener.current,
  };
}
