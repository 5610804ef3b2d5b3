import '../../../ui/fields';
import { Checkbox } from '@mantine/core';
import { type CSSProperties, memo, useRef, useState } from 'react';
import { counted, faultOf, messageOf } from '../../../api/messages';
import type { Import, ImportField, ImportRow, PeopleKind, RowEdit, SchoolOfUser } from '../../../api/types';
import { LeaveGuard } from '../../../app/LeaveGuard';
import { Button } from '../../../ui/Button';
import { WarningIcon } from '../../../ui/icons';
import { Note } from '../../../ui/Note';
import { useVirtualRows } from '../../../ui/useVirtualRows';
import { cellId, columnsOf, isBad, nextPlace, type Place, placesIn, undecided } from './rows';
import { StepHeading } from './StepHeading';
import { useRows } from './useRows';
import classes from './create.module.css';
import table from './CheckStep.module.css';

interface Props {
  school: SchoolOfUser;
  draft: Import;
  saving: boolean;
  error: unknown;
  onSave: () => void;
  onBack: () => void;
}

/** R4.4.4, R4.4.7, step 2B: every row can be changed; every fault is named at its cell. */
export function CheckStep({ school, draft, saving, error, onSave, onBack }: Props) {
  const { rows, change, flush, error: unsentError, unsent } = useRows(school.id, draft);
  const [onlyBad, setOnlyBad] = useState(false);
  // Rows that were bad when the filter went on stay in sight while they are mended.
  const [mending, setMending] = useState<ReadonlySet<number>>(new Set());
  const [busy, setBusy] = useState(false);
  const at = useRef<Place>(undefined);

  const columns = columnsOf[draft.kind];
  const [one, many] = whom[draft.kind];
  const places = placesIn(rows);
  const badRows = rows.filter(isBad).length;
  const taken = rows.filter(({ skip }) => !skip).length;
  const shown = onlyBad ? rows.filter((row) => isBad(row) || mending.has(row.number)) : rows;

  const { body, items, room, measure, scrollTo } = useVirtualRows({
    count: shown.length,
    height: () => (window.innerWidth < 640 ? 640 : window.innerWidth < 1216 ? 230 : 64),
    key: (index) => shown[index]?.number ?? index,
  });

  const goTo = (place: Place | undefined) => {
    if (place === undefined) return;
    at.current = place;
    const index = shown.findIndex(({ number }) => number === place.number);
    // The row may not be in the page yet, and how far away it is is only known for sure once it is.
    const attempt = (left: number) => {
      const cell = document.getElementById(cellId(place));
      if (cell !== null) {
        cell.scrollIntoView({ block: 'center' });
        cell.focus({ preventScroll: true });
      } else if (left > 0 && index >= 0) {
        scrollTo(index);
        requestAnimationFrame(() => attempt(left - 1));
      }
    };
    attempt(60);
  };
  const save = async () => {
    setBusy(true);
    const sent = await flush();
    setBusy(false);
    if (sent) onSave();
  };

  return (
    <section className={classes.wide}>
      <StepHeading>Kloppen de gegevens?</StepHeading>
      <p>
        {`In ‘${draft.file_name}’ ${rows.length === 1 ? 'staat' : 'staan'} ${counted(rows.length, one, many)}. Je kunt alles nog veranderen; er is nog niets opgeslagen.`}
      </p>
      {draft.interrupted ? (
        <Note kind="bad" title="Het opslaan is afgebroken">
          <p>Er is niets opgeslagen, dus je krijgt niets dubbel. Klik nog een keer op ‘Opslaan’.</p>
        </Note>
      ) : null}
      {unsentError === undefined ? null : (
        <Note kind="bad" title="Je laatste wijzigingen zijn nog niet bewaard">
          <p>{messageOf(unsentError)}</p>
          <Button variant="default" onClick={() => void flush()}>
            Probeer opnieuw
          </Button>
        </Note>
      )}
      {error === null || error === undefined ? null : (
        <Note kind="bad">
          <p>{messageOf(error)}</p>
        </Note>
      )}
      <div className={table.tools} data-top-bar>
        <p role="status" data-bad={badRows > 0 ? true : undefined}>
          {badRows > 0 ? (
            <>
              <WarningIcon />
              {`Nog ${counted(places.length, 'punt', 'punten')} om na te kijken in ${counted(badRows, 'rij', 'rijen')}`}
            </>
          ) : (
            `Alles klopt. ${counted(taken, `${one} wordt`, `${many} worden`)} aangemaakt.`
          )}
        </p>
        <Button
          variant="default"
          size="md"
          disabled={places.length === 0}
          onClick={() => goTo(nextPlace(placesIn(shown), shown, at.current))}
        >
          Volgende fout
        </Button>
        <Checkbox
          size="md"
          label="Alleen rijen met fouten"
          checked={onlyBad}
          onChange={(event) => {
            setMending(new Set(rows.filter(isBad).map(({ number }) => number)));
            setOnlyBad(event.currentTarget.checked);
            at.current = undefined;
          }}
        />
      </div>
      {shown.length === 0 ? (
        <p>Er zijn geen rijen met fouten.</p>
      ) : (
        <table
          className={table.table}
          role="table"
          aria-label={`De ${many} in je lijst`}
          aria-rowcount={shown.length + 1}
          style={
            {
              '--columns': `3rem ${columns.map(({ width }) => width).join(' ')} ${draft.kind === 'pupils' ? '11rem' : '9rem'}`,
            } as CSSProperties
          }
        >
          <thead role="rowgroup">
            <tr role="row" aria-rowindex={1}>
              <th role="columnheader" scope="col">
                Rij
              </th>
              {columns.map(({ field, name }) => (
                <th key={field} role="columnheader" scope="col">
                  {name}
                </th>
              ))}
              <th role="columnheader" scope="col">
                Aanmaken
              </th>
            </tr>
          </thead>
          <tbody ref={body} role="rowgroup" style={room}>
            {items.map(({ index, key }) => {
              const row = shown[index];
              if (row === undefined) return null;
              return (
                <tr
                  key={key}
                  role="row"
                  aria-rowindex={index + 2}
                  data-index={index}
                  data-bad={isBad(row) ? true : undefined}
                  data-skip={row.skip ? true : undefined}
                  ref={measure}
                  onFocus={(event) => {
                    const field = (event.target as HTMLElement).dataset.field as Place['field'] | undefined;
                    if (field !== undefined) at.current = { number: row.number, field };
                  }}
                >
                  <Cells row={row} kind={draft.kind} onChange={change} />
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <div className={table.footer} data-bottom-bar>
        <span className={table.kept}>{unsent ? 'Bezig met nakijken…' : 'Je lijst blijft 24 uur bewaard.'}</span>
        <Button variant="default" size="md" onClick={onBack}>
          Terug
        </Button>
        <Button
          size="md"
          loading={busy || saving}
          disabled={taken === 0}
          onClick={() => (places.length > 0 && !unsent ? goTo(places[0]) : void save())}
        >
          Opslaan
        </Button>
      </div>
      <LeaveGuard unsaved keep={flush}>
        {unsentError === undefined
          ? 'Je bent nog niet klaar met deze lijst. Een lijst die je verstuurde vind je 24 uur lang terug bij stap 2.'
          : 'Je laatste wijzigingen zijn nog niet bewaard. Als je nu weggaat, raak je die kwijt.'}
      </LeaveGuard>
    </section>
  );
}

const whom: Record<PeopleKind, [string, string]> = {
  pupils: ['leerling', 'leerlingen'],
  professionals: ['professional', 'professionals'],
};

const sameness: Record<NonNullable<ImportRow['duplicate']>, string> = {
  active: 'Iemand met deze naam lijkt er al te zijn.',
  archived: 'In het archief staat iemand met deze naam.',
  file: 'Deze naam staat vaker in je lijst.',
};

const lowerCase: ImportField[] = ['user_name', 'password', 'email'];

/** The roles one can have, and whatever the file had in its place. */
const roleChoices = (now: string) => [...new Set(['', 'Begeleider', 'Beheerder', 'Beheerder en begeleider', now])];

interface CellsProps {
  row: ImportRow;
  kind: PeopleKind;
  onChange: (row: ImportRow, part: Partial<RowEdit>) => void;
}

const Cells = memo(function Cells({ row, kind, onChange }: CellsProps) {
  return (
    <>
      <th role="rowheader" scope="row">
        <span className={table.rowWord}>Rij </span>
        {row.number}
      </th>
      {columnsOf[kind].map(({ field, name, span }) => {
        const fault = row.skip ? undefined : row.faults.find((one) => one.field === field);
        const id = cellId({ number: row.number, field });
        const cell = {
          id,
          'data-field': field,
          'aria-label': `${name}, rij ${row.number}`,
          'aria-invalid': fault === undefined ? undefined : true,
          'aria-describedby': fault === undefined ? undefined : `${id}-fout`,
          disabled: row.skip,
          value: row[field],
        };
        return (
          <td key={field} role="cell" data-label={name} style={{ '--span': span } as CSSProperties}>
            {field === 'roles' ? (
              <select {...cell} onChange={(event) => onChange(row, { roles: event.currentTarget.value })}>
                {roleChoices(row.roles).map((choice) => (
                  <option key={choice} value={choice}>
                    {choice === '' ? 'Kies een rol' : choice}
                  </option>
                ))}
              </select>
            ) : (
              <input
                {...cell}
                autoComplete="off"
                autoCapitalize={lowerCase.includes(field) ? 'none' : undefined}
                spellCheck={false}
                inputMode={field === 'year_group' ? 'numeric' : field === 'email' ? 'email' : undefined}
                onChange={(event) => onChange(row, { [field]: event.currentTarget.value })}
              />
            )}
            {fault === undefined ? null : (
              <span id={`${id}-fout`} className={table.fault}>
                {faultOf(fault.code, field)}
              </span>
            )}
          </td>
        );
      })}
      <td role="cell" data-label="Aanmaken">
        {row.duplicate ? (
          <fieldset className={table.duplicate} data-undecided={undecided(row) ? true : undefined}>
            <legend>{sameness[row.duplicate]}</legend>
            <label>
              <input
                type="radio"
                id={cellId({ number: row.number, field: 'duplicate' })}
                data-field="duplicate"
                name={`dubbel-${row.number}`}
                checked={row.skip}
                onChange={() => onChange(row, { skip: true, keep: false })}
              />
              Overslaan
            </label>
            <label>
              <input
                type="radio"
                data-field="duplicate"
                name={`dubbel-${row.number}`}
                checked={row.keep && !row.skip}
                onChange={() => onChange(row, { skip: false, keep: true })}
              />
              Toch aanmaken
            </label>
          </fieldset>
        ) : (
          <label className={table.skip}>
            <input
              type="checkbox"
              aria-label={`Rij ${row.number} overslaan`}
              checked={row.skip}
              onChange={(event) => onChange(row, { skip: event.currentTarget.checked })}
            />
            Overslaan
          </label>
        )}
      </td>
    </>
  );
});
