import { useBlocker } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { Button } from '../ui/Button';
import { Dialog, DialogButtons } from '../ui/Dialog';

interface Props {
  /** Whether leaving now would lose something. */
  unsaved: boolean;
  /** Set just before the page itself leads elsewhere. */
  leaving?: RefObject<boolean>;
  /** What would be lost. */
  children: string;
}

/** Asks before one leaves what is not saved: by a link, the browser's 'back', or closing the window. */
export function LeaveGuard({ unsaved, leaving, children }: Props) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && leaving?.current !== true && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved && leaving?.current !== true,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Dialog title="Wil je hier weg?" open onClose={blocker.reset} size="sm">
      <p>{children}</p>
      <DialogButtons>
        <Button variant="default" size="md" onClick={blocker.proceed}>
          Toch weggaan
        </Button>
        <Button size="md" data-autofocus onClick={blocker.reset}>
          Hier blijven
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
