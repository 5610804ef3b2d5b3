import '../../ui/fields';
import { Checkbox } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { counted } from '../../api/messages';
import type { Person } from '../../api/types';
import { useSession } from '../../app/session';
import { Button } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { PencilIcon, TickIcon } from '../../ui/icons';
import { Card } from '../../ui/Page';
import { readSort, sorted, writeSort } from '../../ui/sorting';
import { columnsFor } from './columns';
import { type Filter, filtered } from './filter';
import { PeopleFilters } from './PeopleFilters';
import { peopleQuery, productsQuery } from './queries';
import { TaskMenu } from './TaskMenu';
import { changedSince, useSelection } from './tasks/selection';
import { TaskDialog } from './tasks/TaskDialog';
import { fitting, type State, taskAt } from './tasks/tasks';
import { TickBox } from './TickBox';
import { useTellDone } from './useUndo';
import { fullName } from './words';
import classes from './PeopleView.module.css';

/** All that a shared link shows again. */
export interface View extends Filter {
  sort?: string | undefined;
  taak?: string | undefined;
}

interface Props {
  school: { id: string; sector: string };
  state: State;
  view: View;
  onView: (change: View) => void;
  /** When there is nobody at all. */
  nobody: ReactNode;
}

const noFilters: Filter = { zoek: undefined, rol: undefined, product: undefined, leerjaar: undefined };

export function PeopleView({ school, state, view, onView, nobody }: Props) {
  const queryClient = useQueryClient();
  const self = useSession().user.id;
  const people = useSuspenseQuery(peopleQuery(school.id, state)).data;
  const products = useSuspenseQuery(productsQuery(school.id)).data;
  const [dialog, setDialog] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const tell = useTellDone(school.id, () => place.current?.querySelector('button') ?? null);

  const task = taskAt(view.taak, state);
  // The menu and 'Stoppen' take each other's place: whoever presses the one goes on at the other.
  const pressed = useRef(false);
  useEffect(() => {
    if (pressed.current) place.current?.querySelector('button')?.focus();
    pressed.current = false;
  }, [task]);
  const columns = useMemo(() => columnsFor(people, school.sector), [people, school.sector]);
  const { by, down } = readSort(
    view.sort,
    columns.map(({ key }) => key),
    'naam',
  );
  const { zoek, rol, product, leerjaar } = view;
  // While a task is going on, those whom it does not fit step aside.
  const fit = useMemo(
    () => (task === undefined ? { people, aside: 0 } : fitting(task, people, self)),
    [task, people, self],
  );
  const rows = useMemo(
    () => sorted(filtered(fit.people, { zoek, rol, product, leerjaar }), columns, { by, down }),
    [fit, zoek, rol, product, leerjaar, columns, by, down],
  );
  const { chosen, set, tick, clear } = useSelection(rows);
  const selected = task === undefined ? [] : [...chosen.values()];
  const matching = rows.filter(({ id }) => chosen.has(id)).length;
  const filters = [zoek, rol, product, leerjaar].some((value) => value !== undefined);
  const [one, many] = task?.whom ?? ['gebruiker', 'gebruikers'];

  const stop = (focus: boolean) => {
    pressed.current = focus;
    clear();
    setDialog(false);
    onView({ taak: undefined });
  };
  const lookAnew = async () => {
    const states = state === 'active' ? (['archived', 'active'] as const) : (['active', 'archived'] as const);
    const [, fresh] = await Promise.all(
      states.map((each) => queryClient.query({ ...peopleQuery(school.id, each), staleTime: 0 })),
    );
    const changed = changedSince(chosen, fresh ?? []);
    set(changed, false);
    return changed;
  };

  if (people.length === 0) return <Card>{nobody}</Card>;

  return (
    <>
      <PeopleFilters view={view} onView={onView} products={products} sector={school.sector} kind={task?.kind} />
      <div className={classes.found}>
        <p role="status">
          {task === undefined
            ? `${counted(rows.length, one, many)}${filters ? ` gevonden van ${people.length}` : ''}`
            : `${counted(rows.length, one, many)} om uit te kiezen`}
        </p>
        {filters ? (
          <Button variant="subtle" onClick={() => onView(noFilters)}>
            Wis de filters
          </Button>
        ) : null}
        {task !== undefined && rows.length > 0 ? (
          <Checkbox
            className={classes.all}
            size="md"
            label={
              rows.length === 1
                ? `Kies de ${filters ? 'gevonden' : 'enige'} ${one}`
                : `Kies alle ${rows.length}${filters ? ' gevonden' : ''} ${many}`
            }
            checked={matching === rows.length}
            indeterminate={matching > 0 && matching < rows.length}
            onChange={(event) => set(rows, event.currentTarget.checked)}
          />
        ) : null}
        <div ref={place} className={classes.task}>
          {task === undefined ? (
            <TaskMenu
              school={school.id}
              state={state}
              people={rows}
              onTask={({ key, kind }) => {
                pressed.current = true;
                onView({
                  taak: key,
                  // What says nothing about those who are listed now is no filter.
                  ...(kind === 'pupil' || rol === 'leerling' ? { rol: undefined } : {}),
                  ...(kind === 'professional' ? { leerjaar: undefined } : {}),
                });
              }}
            />
          ) : (
            <Button variant="default" size="md" onClick={() => stop(true)}>
              Stoppen
            </Button>
          )}
        </div>
      </div>
      {task?.aside !== undefined && fit.aside > 0 ? (
        <p className={classes.aside}>{task.aside.line(fit.aside)}</p>
      ) : null}

      {rows.length === 0 ? (
        <Card>
          <p>
            {task !== undefined && !filters
              ? `Hier ${many === 'gebruikers' ? 'is' : 'staan'} ${many === 'gebruikers' ? 'niemand' : `geen ${many}`} om te kiezen.`
              : 'Niemand gevonden. Probeer een ander woord of wis de filters.'}
          </p>
        </Card>
      ) : (
        <DataTable
          caption={state === 'active' ? 'Gebruikers' : 'Gebruikers in het archief'}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          sort={{ by, down }}
          onSort={(next) => onView({ sort: writeSort(next, 'naam') })}
          {...(task === undefined
            ? {
                tailHeading: <span className="unseen">Wijzigen</span>,
                tail: (person: Person) => (
                  <Link
                    to="/school/$school/beheer/gebruikers/$user"
                    params={{ school: school.id, user: person.id }}
                    search={{ ...view, ...(state === 'archived' ? { lijst: 'archief' } : {}) }}
                    className={classes.pencil}
                    aria-label={`${state === 'active' ? 'Wijzig' : 'Bekijk'} ${fullName(person)}`}
                  >
                    <PencilIcon />
                  </Link>
                ),
              }
            : {
                leadHeading: <span className="unseen">Kiezen</span>,
                lead: (person: Person) => (
                  <TickBox
                    person={person}
                    ticked={chosen.has(person.id)}
                    onTick={(on, range) => tick(person, on, range)}
                  />
                ),
                marked: (person: Person) => chosen.has(person.id),
                onPress: (person: Person) => tick(person, !chosen.has(person.id), false),
              })}
        />
      )}

      {task === undefined ? null : (
        <div className={classes.footer} data-bottom-bar>
          <p role="status">
            {selected.length === 0 ? `Vink aan wie je bedoelt.` : `${counted(selected.length, one, many)} gekozen`}
          </p>
          <Button
            size="md"
            radius="xl"
            leftSection={<TickIcon />}
            disabled={selected.length === 0}
            onClick={() => setDialog(true)}
          >
            {task.name}
          </Button>
        </div>
      )}
      {dialog && task !== undefined ? (
        <TaskDialog
          task={task.key}
          school={school}
          people={selected}
          products={products}
          onClose={() => setDialog(false)}
          onChanged={lookAnew}
          onDrop={(whom) => set(whom, false)}
          onDone={(done, sentence) => {
            // Whoever has left by now is told, but not brought back. A way back has the focus at once.
            if (place.current !== null) stop((done.undo ?? null) === null);
            tell(done, sentence);
          }}
        />
      ) : null}
    </>
  );
}
