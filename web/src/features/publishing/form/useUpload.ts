import { useEffect, useRef, useState } from 'react';
import { beginUpload, finishUpload, getUpload, putPart } from '../../../api/calls';
import { isProblem } from '../../../api/problem';
import type { StoredFile } from '../../../api/types';

/** Small enough for a slow line: a part that breaks off is sent again. */
const part = 2 ** 20;

export interface Sending {
  file: File;
  sent: number;
  /** Why it stopped; it can go on where it was. */
  fault: unknown;
}

/** Sends a file in parts, and goes on where it was after a broken line. */
export function useUpload(onDone: (stored: StoredFile) => void) {
  const [sending, setSending] = useState<Sending | undefined>();
  const stop = useRef<AbortController>(null);
  const upload = useRef<string>(null);
  useEffect(() => () => stop.current?.abort(), []);

  async function send(file: File) {
    const control = new AbortController();
    stop.current = control;
    setSending((now) => ({ file, sent: now?.sent ?? 0, fault: undefined }));
    try {
      const begun = upload.current === null ? await beginUpload(file) : await getUpload(upload.current);
      upload.current = begun.id;
      for (let at = begun.received; at < file.size;) {
        at = (await putPart(begun.id, at, file.slice(at, at + part), control.signal)).received;
        if (control.signal.aborted) return;
        setSending({ file, sent: at, fault: undefined });
      }
      if (control.signal.aborted) return;
      const stored = await finishUpload(begun.id);
      upload.current = null;
      setSending(undefined);
      onDone(stored);
    } catch (fault) {
      if (control.signal.aborted) return;
      // What can never become a file is sent anew, as another.
      if (!isProblem(fault) || fault.status === 422 || fault.status === 404) upload.current = null;
      setSending((now) => ({ file, sent: now?.sent ?? 0, fault }));
    }
  }

  return {
    sending,
    start: (file: File) => {
      upload.current = null;
      setSending({ file, sent: 0, fault: undefined });
      void send(file);
    },
    goOn: () => {
      if (sending !== undefined) void send(sending.file);
    },
    cancel: () => {
      stop.current?.abort();
      upload.current = null;
      setSending(undefined);
    },
  };
}
