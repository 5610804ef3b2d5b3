import '../../../ui/fields';
import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { addRemark, type PupilOfProduct, removeRemark } from '../../../api/calls';
import { faultOf, messageOf } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import type { Remark, Report } from '../../../api/types';
import { LeaveGuard } from '../../../app/LeaveGuard';
import { Button } from '../../../ui/Button';
import { shortDayOf, timeOf } from '../../../ui/days';
import { Dialog, DialogButtons } from '../../../ui/Dialog';
import { faultsOf, focusFirstFault } from '../../../ui/form';
import { BinIcon } from '../../../ui/icons';
import { Note } from '../../../ui/Note';
import { notifyGood } from '../../../ui/notify';
import { Card } from '../../../ui/Page';
import { reportKey } from '../queries';
import classes from './report.module.css';

const most = 2000;

/** As the server counts them. */
const lengthOf = (text: string) => Array.from(text.trim()).length;

function faultIn(text: string): string | undefined {
  if (lengthOf(text) === 0) return faultOf('required', 'remark');
  return lengthOf(text) > most ? faultOf('too_long', 'remark') : undefined;
}

const momentOf = ({ written_at: at }: Remark) => `${shortDayOf(at)}, ${timeOf(at)}`;

/** R3.4: what supervisors want to tell with the figures. */
export function Remarks({ of, remarks }: { of: PupilOfProduct; remarks: Remark[] }) {
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | undefined>();
  const [asked, setAsked] = useState<Remark | undefined>();

  // They are the same in the report of any period.
  const take = (now: Remark[]) =>
    queryClient.setQueriesData<Report>({ queryKey: reportKey(of) }, (report) => report && { ...report, remarks: now });
  const find = (wrong: string | undefined) => {
    setFault(wrong);
    if (wrong !== undefined) focusFirstFault(form.current);
  };
  const add = useMutation({
    mutationFn: () => addRemark(of, text),
    onSuccess: (now) => {
      take(now);
      setText('');
      notifyGood('Je opmerking is opgeslagen.');
    },
    onError: (error) => {
      if (isProblem(error, 'faulty')) find(faultsOf(error).remark);
    },
  });
  const field = () => form.current?.querySelector('textarea');

  return (
    <Card title="Opmerkingen">
      {remarks.length === 0 ? (
        <p>Er zijn nog geen opmerkingen. Wat je hier schrijft, komt ook in het dossier.</p>
      ) : (
        <ol className={classes.remarks} aria-label="Opmerkingen">
          {remarks.map((remark) => (
            <li key={remark.id}>
              <p className={classes.by}>
                <strong>{remark.author}</strong>
                <span>{momentOf(remark)}</span>
              </p>
              <p className={classes.remark}>{remark.remark}</p>
              {remark.is_removable ? (
                <Button variant="subtle" leftSection={<BinIcon />} onClick={() => setAsked(remark)}>
                  Verwijder
                  <span className="unseen">
                    {remark.is_own
                      ? ` je opmerking van ${momentOf(remark)}`
                      : ` de opmerking van ${remark.author}, ${momentOf(remark)}`}
                  </span>
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
      )}
      <form
        ref={form}
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const wrong = faultIn(text);
          find(wrong);
          if (wrong === undefined && !add.isPending) add.mutate();
        }}
      >
        <Textarea
          size="md"
          label="Nieuwe opmerking"
          description={`${lengthOf(text).toLocaleString('nl')} van ${most.toLocaleString('nl')} tekens`}
          rows={4}
          value={text}
          error={fault}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setFault(undefined);
          }}
        />
        {add.isError && !isProblem(add.error, 'faulty') ? (
          <Note kind="bad">
            <p>{messageOf(add.error)}</p>
          </Note>
        ) : null}
        <p className={classes.hint}>
          Andere begeleiders van deze leerling lezen dit ook. In een dossier komen de opmerkingen die in die periode
          zijn geschreven.
        </p>
        <div>
          <Button type="submit" size="md" loading={add.isPending}>
            Opmerking opslaan
          </Button>
        </div>
      </form>
      {asked === undefined ? null : (
        <RemoveDialog
          of={of}
          remark={asked}
          onClose={() => setAsked(undefined)}
          onRemoved={() => {
            setAsked(undefined);
            take(remarks.filter((remark) => remark !== asked));
            notifyGood('De opmerking is verwijderd.');
            // Its button is gone with it.
            setTimeout(() => field()?.focus());
          }}
        />
      )}
      <LeaveGuard unsaved={text.trim() !== ''}>
        Je opmerking is nog niet opgeslagen. Als je weggaat, raak je haar kwijt.
      </LeaveGuard>
    </Card>
  );
}

interface RemoveProps {
  of: PupilOfProduct;
  remark: Remark;
  onClose: () => void;
  onRemoved: () => void;
}

function RemoveDialog({ of, remark, onClose, onRemoved }: RemoveProps) {
  const remove = useMutation({ mutationFn: () => removeRemark(of, remark.id), onSuccess: onRemoved });
  return (
    <Dialog title="Deze opmerking verwijderen?" open onClose={onClose} size="sm">
      <p className={classes.quote}>{remark.remark}</p>
      <p>Daarna staat ze ook niet meer in het dossier. Je kunt dit niet ongedaan maken.</p>
      {remove.isError ? (
        <Note kind="bad">
          <p>{messageOf(remove.error)}</p>
        </Note>
      ) : null}
      <DialogButtons>
        <Button variant="default" size="md" data-autofocus onClick={onClose}>
          Niet verwijderen
        </Button>
        <Button size="md" loading={remove.isPending} onClick={() => remove.mutate()}>
          Verwijderen
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
