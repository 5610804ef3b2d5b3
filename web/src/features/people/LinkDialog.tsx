import '../../ui/Button';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { linkPupils } from '../../api/calls';
import { messageOf } from '../../api/messages';
import type { LinkSummary, Person, Product } from '../../api/types';
import { Dialog, DialogButtons } from '../../ui/Dialog';
import { BinIcon, PlusIcon } from '../../ui/icons';
import { MultiPick } from '../../ui/MultiPick';
import { Note } from '../../ui/Note';
import { current, emptyRow, faultsIn, type Row, summaryOf, toSend } from './linking';
import { supervisorsQuery } from './queries';
import classes from './LinkDialog.module.css';
import { Select } from '../../ui/Select';

interface Props {
  school: string;
  pupils: Person[];
  products: Product[];
  onClose: () => void;
  onDone: (summary: LinkSummary) => void;
}

/** R4.6.5 */
export function LinkDialog({ school, pupils, products, onClose, onDone }: Props) {
  const supervisors = useQuery(supervisorsQuery(school));
  const [rows, setRows] = useState<Row[]>([emptyRow(products)]);
  const [tried, setTried] = useState(false);
  const link = useMutation({
    mutationFn: () =>
      linkPupils(
        school,
        pupils.map(({ id }) => id),
        toSend(rows),
      ),
    onSuccess: onDone,
  });
  const faults = tried ? faultsIn(rows) : [];
  const people = supervisors.data ?? [];
  const summary = summaryOf(pupils.length, rows, products, people);
  const change = (at: number, part: Partial<Row>) =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));

  return (
    <Dialog title="Leerlingen koppelen" open onClose={onClose} size="xl">
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (faultsIn(rows).every((fault) => Object.keys(fault).length === 0) && !link.isPending) link.mutate();
        }}
      >
        {supervisors.isError ? (
          <Note kind="bad">
            <p>{messageOf(supervisors.error)}</p>
          </Note>
        ) : null}
        {supervisors.isSuccess && people.length === 0 ? (
          <Note>
            <p>Je school heeft nog geen begeleider. Geef eerst iemand die rol.</p>
          </Note>
        ) : null}
        {rows.map((row, index) => (
          // Rows have no name of their own, and are only added at the end.
          <fieldset key={index} className={classes.row}>
            <legend className={rows.length === 1 ? 'unseen' : classes.legend}>{`Koppeling ${index + 1}`}</legend>
            <Select
              size="md"
              label="Product"
              value={row.product}
              error={faults[index]?.product}
              onChange={(event) => change(index, { product: event.currentTarget.value })}
              data={[
                { value: '', label: 'Kies een product' },
                { value: current, label: 'Het huidige product' },
                ...products.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <MultiPick
              label="Begeleider(s)"
              options={people.map(({ id, display_name }) => ({ value: id, label: display_name }))}
              value={row.supervisors}
              error={faults[index]?.supervisors}
              onChange={(value) => change(index, { supervisors: value })}
            />
            {rows.length === 1 ? null : (
              <Button
                variant="subtle"
                size="md"
                className={classes.remove}
                aria-label={`Koppeling ${index + 1} weghalen`}
                onClick={() => setRows(rows.filter((_, at) => at !== index))}
              >
                <BinIcon />
              </Button>
            )}
          </fieldset>
        ))}
        <div>
          <Button
            variant="subtle"
            size="md"
            leftSection={<PlusIcon />}
            onClick={() => setRows([...rows, emptyRow([])])}
          >
            Nog een koppeling toevoegen
          </Button>
        </div>
        <p className={classes.summary} role="status">
          {summary ??
            `Kies een product en een begeleider voor ${pupils.length === 1 ? 'deze leerling' : `deze ${pupils.length} leerlingen`}.`}
        </p>
        {link.isError ? (
          <Note kind="bad">
            <p>{messageOf(link.error)}</p>
          </Note>
        ) : null}
        <DialogButtons>
          <Button variant="default" size="md" onClick={onClose}>
            Annuleren
          </Button>
          <Button type="submit" size="md" loading={link.isPending}>
            Toevoegen
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
