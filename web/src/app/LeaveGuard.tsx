import { useBlocker } from '@tanstack/react-router';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { Button } from '../ui/Button';
import { Dialog, DialogButtons } from '../ui/Dialog';

interface Props {
  /** Whether leaving now would lose something. */
  unsaved: boolean;
  /** Keeps what can still be kept, and tells whether that worked; if not, another step of the same page waits too. */
  keep?: () => Promise<boolean>;
  /** What would be lost. */
  children: string;
}

type Ask = () => Promise<boolean>;

const Guards = createContext<Set<Ask> | undefined>(undefined);

/** Round all that may have something unsaved, and all that leads away from it by doing something first. */
export function LeaveGuards({ children }: { children: ReactNode }) {
  const [guards] = useState(() => new Set<Ask>());
  return <Guards value={guards}>{children}</Guards>;
}

/** For what leaves by an act that cannot be undone: whether the user agrees to leave what is not saved. */
export function useMayLeave(): Ask {
  const guards = useContext(Guards);
  return useCallback(async () => {
    // Of those who are there now: each is renewed while it asks.
    for (const ask of [...(guards ?? [])]) if (!(await ask())) return false;
    return true;
  }, [guards]);
}

/** Asks before one leaves what is not saved: by a link, the browser's 'back', signing out, or closing the window. */
export function LeaveGuard({ unsaved, keep, children }: Props) {
  const guards = useContext(Guards);
  const [answer, setAnswer] = useState<(leave: boolean) => void>();

  const mayLeave = async (page: boolean) => {
    const kept = (await keep?.()) ?? true;
    if (kept && !(page && unsaved)) return true;
    const leave = await new Promise<boolean>((resolve) => setAnswer(() => resolve));
    setAnswer(undefined);
    return leave;
  };
  useBlocker({
    shouldBlockFn: async ({ current, next }) => !(await mayLeave(current.pathname !== next.pathname)),
    enableBeforeUnload: () => unsaved,
  });
  useEffect(() => {
    const ask = () => mayLeave(true);
    guards?.add(ask);
    return () => {
      guards?.delete(ask);
    };
  });

  if (answer === undefined) return null;
  const stay = () => answer(false);
  return (
    <Dialog title="Wil je hier weg?" open onClose={stay} size="sm">
      <p>{children}</p>
      <DialogButtons>
        <Button variant="default" size="md" onClick={() => answer(true)}>
          Toch weggaan
        </Button>
        <Button size="md" data-autofocus onClick={stay}>
          Hier blijven
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
