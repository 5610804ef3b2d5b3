import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { editImport } from '../../../api/calls';
import type { Import, ImportRow, RowEdit } from '../../../api/types';
import { importQuery } from '../queries';
import { editOf } from './rows';

const rest = 600;

/**
 * The rows of an import as the user sees them: what the server has, with what was typed since on top. Changes are
 * sent after a short rest, and every answer brings the faults of all rows anew.
 */
export function useRows(school: string, draft: Import) {
  const queryClient = useQueryClient();
  const [unsent, setUnsent] = useState<ReadonlyMap<number, RowEdit>>(new Map());
  const [error, setError] = useState<unknown>(undefined);
  const latest = useRef(unsent);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean>>(undefined);

  const rows = useMemo(
    () =>
      draft.rows.map((row): ImportRow => {
        const edit = unsent.get(row.number);
        return edit === undefined ? row : { ...row, ...edit };
      }),
    [draft.rows, unsent],
  );

  const keep = (next: ReadonlyMap<number, RowEdit>) => {
    latest.current = next;
    setUnsent(next);
  };

  const send = useCallback(async (): Promise<boolean> => {
    const sent = latest.current;
    try {
      const answer = await editImport(school, draft.id, [...sent.values()]);
      queryClient.setQueryData(importQuery(school, draft.id).queryKey, answer);
      // What was typed while it was under way stays on top.
      keep(new Map([...latest.current].filter(([number, edit]) => sent.get(number) !== edit)));
      setError(undefined);
      return true;
    } catch (reason) {
      setError(reason);
      return false;
    }
  }, [draft.id, queryClient, school]);

  /** Sends all that is not sent, one request at a time; tells whether the server has everything now. */
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    while (latest.current.size > 0) {
      running.current ??= send().finally(() => {
        running.current = undefined;
      });
      if (!(await running.current)) return false;
    }
    return true;
  }, [send]);

  const change = useCallback(
    (row: ImportRow, part: Partial<RowEdit>) => {
      keep(new Map(latest.current).set(row.number, { ...editOf(row), ...part }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), rest);
    },
    [flush],
  );

  // Who leaves at once after typing finds that back too.
  useEffect(() => () => void flush(), [flush]);

  return { rows, change, flush, error, unsent: unsent.size > 0 };
}
