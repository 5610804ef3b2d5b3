import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { linkPupils } from '../../../api/calls';
import { FetchFault } from '../../../app/FetchFault';
import { Button } from '../../../ui/Button';
import { BinIcon, PlusIcon } from '../../../ui/icons';
import { MultiPick } from '../../../ui/MultiPick';
import { Note } from '../../../ui/Note';
import { Select } from '../../../ui/Select';
import { supervisorsQuery } from '../queries';
import { current, emptyRow, faultsIn, linkedText, type Row, summaryOf, toSend } from './linking';
import { toTicked } from './selection';
import { TaskForm, type TaskProps } from './TaskForm';
import classes from './PupilsDialog.module.css';

/** R4.6.5 */
export function PupilsDialog({ school, people: pupils, products, ...task }: TaskProps) {
  const supervisors = useQuery(supervisorsQuery(school.id));
  const [rows, setRows] = useState<Row[]>([emptyRow([], products)]);
  const [tried, setTried] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const faults = tried ? faultsIn(rows) : [];
  const people = supervisors.data ?? [];
  const change = (id: number, part: Partial<Row>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));

  return (
    <TaskForm
      {...task}
      title="Leerlingen koppelen"
      button="Toevoegen"
      size="xl"
      people={pupils}
      summary={summaryOf(pupils.length, rows, products, people)}
      todo={`Kies een product en een begeleider voor ${pupils.length === 1 ? 'deze leerling' : `deze ${pupils.length} leerlingen`}.`}
      check={() => {
        setTried(true);
        return faultsIn(rows).every((fault) => Object.keys(fault).length === 0);
      }}
      run={() => linkPupils(school.id, toTicked(pupils), toSend(rows))}
      told={(done) => linkedText(done, 'leerling is', 'leerlingen zijn')}
    >
      <FetchFault query={supervisors} />
      {supervisors.isSuccess && people.length === 0 ? (
        <Note>
          <p>Je school heeft nog geen begeleider. Geef eerst iemand die rol.</p>
        </Note>
      ) : null}
      {rows.map((row, index) => (
        <fieldset key={row.id} className={classes.row}>
          <legend className={rows.length === 1 ? 'unseen' : classes.legend}>{`Koppeling ${index + 1}`}</legend>
          <Select
            size="md"
            label="Product"
            // Who adds a row goes on there.
            autoFocus={index > 0}
            value={row.product}
            error={faults[index]?.product}
            onChange={(event) => change(row.id, { product: event.currentTarget.value })}
            data={[
              { value: '', label: 'Kies een product' },
              { value: current, label: 'Het huidige product' },
              ...products.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <MultiPick
            label="Begeleider(s)"
            options={people.map(({ id, display_name }) => ({ value: id, label: display_name }))}
            pending={supervisors.data === undefined}
            value={row.supervisors}
            error={faults[index]?.supervisors}
            onChange={(value) => change(row.id, { supervisors: value })}
          />
          {rows.length === 1 ? null : (
            <Button
              variant="subtle"
              size="md"
              className={classes.remove}
              aria-label={`Koppeling ${index + 1} weghalen`}
              onClick={() => {
                setRows(rows.filter(({ id }) => id !== row.id));
                more.current?.focus();
              }}
            >
              <BinIcon />
            </Button>
          )}
        </fieldset>
      ))}
      <div>
        <Button
          ref={more}
          variant="subtle"
          size="md"
          leftSection={<PlusIcon />}
          onClick={() => setRows([...rows, emptyRow(rows)])}
        >
          Nog een koppeling toevoegen
        </Button>
      </div>
    </TaskForm>
  );
}
