import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { messageOf } from '../../api/messages';
import { Button } from '../../ui/Button';
import { Dialog, DialogButtons } from '../../ui/Dialog';
import { Facts } from '../../ui/Facts';
import { Note } from '../../ui/Note';
import { notifyBad, notifyGood } from '../../ui/notify';

interface Ending {
  /** What is asked before it is done, and in one sentence what it means. */
  question: string;
  sentence: string;
  /** What can still be chosen there. */
  fields?: ReactNode;
  disabled?: boolean;
  run: () => Promise<unknown>;
  told: string;
}

interface Resuming {
  run: () => Promise<unknown>;
  told: string;
}

interface Props {
  title: string;
  facts: [string, ReactNode][];
  /** Only when it can be ended now. */
  end: Ending | undefined;
  /** Whether ending was done and can be taken back. */
  resumable: boolean;
  resume: Resuming;
  /** Fetches anew what is shown, also after a refusal: somebody else may have been first. */
  refresh: () => unknown;
  onClose: () => void;
  onDone: () => void;
  /** Where the focus goes from the notice of what was done. */
  back: () => HTMLElement | null;
  children?: ReactNode;
}

/** R4.13.2–4: the facts of a subscription or a licence, ending it after one question, and taking that back. */
export function DetailsDialog(props: Props) {
  const { title, facts, end, resumable, resume, refresh, onClose, onDone, back, children } = props;
  const [asking, setAsking] = useState(false);
  const takeBack = () => {
    resume
      .run()
      .then(() => notifyGood(`Ongedaan gemaakt. ${resume.told}`))
      .catch(notifyBad)
      .finally(refresh);
  };
  const stop = useMutation({
    mutationFn: (ending: Ending) => ending.run(),
    onSuccess: (_, { told }) => {
      onDone();
      notifyGood(told, { label: 'Ongedaan maken', run: takeBack, back });
    },
    onSettled: refresh,
  });
  const goOn = useMutation({
    mutationFn: resume.run,
    onSuccess: () => {
      onClose();
      notifyGood(resume.told);
    },
    onSettled: refresh,
  });
  const error = stop.error ?? goOn.error;
  const refusal =
    error === null ? null : (
      <Note kind="bad">
        <p>{messageOf(error)}</p>
      </Note>
    );

  if (asking && end !== undefined) {
    return (
      // Another dialog, so that the focus goes to its own first choice.
      <Dialog key="vraag" title={end.question} open onClose={onClose}>
        {end.fields}
        <p role="status">{end.sentence}</p>
        {refusal}
        <DialogButtons>
          <Button variant="default" size="md" data-autofocus onClick={onClose}>
            Annuleren
          </Button>
          <Button size="md" loading={stop.isPending} disabled={end.disabled} onClick={() => stop.mutate(end)}>
            Beëindigen
          </Button>
        </DialogButtons>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} open onClose={onClose}>
      <Facts facts={facts} />
      {children}
      {refusal}
      {end === undefined && !resumable ? null : (
        <DialogButtons>
          {resumable ? (
            <Button size="md" loading={goOn.isPending} onClick={() => goOn.mutate()}>
              Beëindiging annuleren
            </Button>
          ) : (
            <Button variant="default" size="md" onClick={() => setAsking(true)}>
              Beëindigen
            </Button>
          )}
        </DialogButtons>
      )}
    </Dialog>
  );
}
