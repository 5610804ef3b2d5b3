import '../../ui/Button';
import '../../ui/fields';
import { Button, Checkbox } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { counted } from '../../api/messages';
import type { Person } from '../../api/types';
import { type Column, DataTable } from '../../ui/DataTable';
import { Disclosure, menuClasses } from '../../ui/Disclosure';
import { ChevronIcon, LinkIcon, TickIcon } from '../../ui/icons';
import { Card } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { readSort, sorted, writeSort } from '../../ui/sorting';
import { notifyGood } from '../../ui/notify';
import { type Filter, filtered } from './filter';
import { LinkDialog } from './LinkDialog';
import { peopleQuery, productsQuery, schoolKey } from './queries';
import { rolesOf, yearGroupName, yearGroups } from './words';
import classes from './PeopleView.module.css';
import { Select } from '../../ui/Select';

/** All that a shared link shows again. */
export interface View extends Filter {
  sort?: string | undefined;
  taak?: string | undefined;
}

interface Props {
  school: { id: string; sector: string };
  state: 'active' | 'archived';
  view: View;
  onView: (change: View) => void;
  /** When there is nobody at all. */
  nobody: ReactNode;
}

const linking = 'koppelen';

export function PeopleView({ school, state, view, onView, nobody }: Props) {
  const queryClient = useQueryClient();
  const people = useSuspenseQuery(peopleQuery(school.id, state)).data;
  const products = useSuspenseQuery(productsQuery(school.id)).data;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState(false);

  const task = view.taak === linking;
  const columns = useMemo(() => columnsFor(people, school.sector), [people, school.sector]);
  const sort = readSort(
    view.sort,
    columns.map(({ key }) => key),
    'naam',
  );
  const { by, down } = sort;
  const { zoek, rol, product, leerjaar } = view;
  const rows = useMemo(() => {
    // Only pupils can be linked to a supervisor: while that is going on, the others step aside (R4.6.5).
    const all = task ? people.filter(({ kind }) => kind === 'pupil') : people;
    return sorted(filtered(all, { zoek, rol, product, leerjaar }), columns, { by, down });
  }, [people, task, zoek, rol, product, leerjaar, columns, by, down]);

  const selected = task ? people.filter(({ id, kind }) => kind === 'pupil' && chosen.has(id)) : [];
  const matching = task ? rows.filter(({ id }) => chosen.has(id)).length : 0;
  const filters = [view.zoek, view.rol, view.product, view.leerjaar].some((value) => value !== undefined);

  const choose = (ids: string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  };
  const stop = () => {
    setChosen(new Set());
    setDialog(false);
    onView({ taak: undefined });
  };

  if (people.length === 0) return <Card>{nobody}</Card>;

  return (
    <>
      <div className={classes.tools}>
        <SearchBox
          label="Zoek een naam"
          value={view.zoek ?? ''}
          onChange={(zoek) => onView({ zoek: zoek === '' ? undefined : zoek })}
        />
        {task ? null : (
          <Select
            size="md"
            label="Rol"
            value={view.rol ?? ''}
            onChange={(event) => onView({ rol: event.currentTarget.value || undefined })}
            data={[
              { value: '', label: 'Alle' },
              { value: 'leerling', label: 'Leerlingen' },
              { value: 'begeleider', label: 'Begeleiders' },
              { value: 'beheerder', label: 'Beheerders' },
            ]}
          />
        )}
        <Select
          size="md"
          label="Product"
          value={view.product ?? ''}
          onChange={(event) => onView({ product: event.currentTarget.value || undefined })}
          data={[{ value: '', label: 'Alle' }, ...products.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <Select
          size="md"
          label="Leerjaar"
          value={view.leerjaar ?? ''}
          onChange={(event) => onView({ leerjaar: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: 'Alle' },
            ...yearGroups(school.sector).map((year) => ({
              value: String(year),
              label: yearGroupName(school.sector, year),
            })),
          ]}
        />
      </div>

      <div className={classes.found}>
        <p role="status">
          {task
            ? `${counted(rows.length, 'leerling', 'leerlingen')} om uit te kiezen`
            : `${counted(rows.length, 'gebruiker', 'gebruikers')}${filters ? ` gevonden van ${people.length}` : ''}`}
        </p>
        {filters ? (
          <Button
            variant="subtle"
            onClick={() => onView({ zoek: undefined, rol: undefined, product: undefined, leerjaar: undefined })}
          >
            Wis de filters
          </Button>
        ) : null}
        {task && rows.length > 0 ? (
          <Checkbox
            className={classes.all}
            size="md"
            label={filters ? `Kies alle ${rows.length} gevonden leerlingen` : `Kies alle ${rows.length} leerlingen`}
            checked={matching === rows.length}
            indeterminate={matching > 0 && matching < rows.length}
            onChange={(event) =>
              choose(
                rows.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }
          />
        ) : null}
        <div className={classes.task}>
          {task ? (
            <Button variant="default" size="md" onClick={stop}>
              Stoppen met koppelen
            </Button>
          ) : (
            <Disclosure
              align="end"
              className={classes.taskButton}
              button={
                <>
                  Kies een beheertaak <ChevronIcon size={18} />
                </>
              }
            >
              {(close) => (
                <ul className={menuClasses.list}>
                  <li>
                    <button
                      type="button"
                      className={menuClasses.item}
                      onClick={() => {
                        close();
                        onView({ taak: linking, rol: undefined });
                      }}
                    >
                      <LinkIcon />
                      <span>
                        Leerlingen koppelen
                        <small>Aan een product en een begeleider</small>
                      </span>
                    </button>
                  </li>
                </ul>
              )}
            </Disclosure>
          )}
        </div>
      </div>

      {rows.length === 0 ? (
        <Card>
          <p>
            {task && !filters
              ? 'Hier staan geen leerlingen om te koppelen.'
              : 'Niemand gevonden. Probeer een ander woord of wis de filters.'}
          </p>
        </Card>
      ) : (
        <DataTable
          caption={state === 'active' ? 'Gebruikers' : 'Gebruikers in het archief'}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          sort={sort}
          onSort={(next) => onView({ sort: writeSort(next, 'naam') })}
          {...(task
            ? {
                leadHeading: <span className="unseen">Kiezen</span>,
                lead: (person: Person) => (
                  <Checkbox
                    size="md"
                    aria-label={`Kies ${person.display_name}`}
                    checked={chosen.has(person.id)}
                    onChange={(event) => choose([person.id], event.currentTarget.checked)}
                  />
                ),
                marked: (person: Person) => chosen.has(person.id),
              }
            : {})}
        />
      )}

      {task ? (
        <div className={classes.footer}>
          <p role="status">
            {selected.length === 0
              ? 'Vink de leerlingen aan die je wilt koppelen.'
              : `${counted(selected.length, 'leerling', 'leerlingen')} gekozen`}
          </p>
          <Button
            size="md"
            radius="xl"
            leftSection={<TickIcon />}
            disabled={selected.length === 0}
            onClick={() => setDialog(true)}
          >
            Leerlingen koppelen
          </Button>
        </div>
      ) : null}
      {dialog ? (
        <LinkDialog
          school={school.id}
          pupils={selected}
          products={products}
          onClose={() => setDialog(false)}
          onDone={({ pupils, links, activated }) => {
            stop();
            notifyGood(
              `${counted(pupils, 'leerling is', 'leerlingen zijn')} gekoppeld (${counted(links, 'nieuwe koppeling', 'nieuwe koppelingen')}).` +
                (activated > 0 ? ` ${counted(activated, 'leerling komt', 'leerlingen komen')} uit het archief.` : ''),
            );
            void queryClient.invalidateQueries({ queryKey: schoolKey(school.id) });
          }}
        />
      ) : null}
    </>
  );
}

function columnsFor(people: Person[], sector: string): Column<Person>[] {
  // The server sorts names the Dutch way (without the infix); that order is kept.
  const rank = new Map(people.map(({ id }, index) => [id, index]));
  const nameOfYear = (year: number | null | undefined) =>
    year === null || year === undefined ? null : yearGroupName(sector, year);
  return [
    {
      key: 'naam',
      name: 'Naam',
      width: 'minmax(12rem, 2.4fr)',
      cell: (person) => (
        <>
          {person.display_name}
          {(person.user_name ?? person.email) ? (
            <small className={classes.sub}>{person.user_name ?? person.email}</small>
          ) : null}
        </>
      ),
      sortBy: ({ id }) => rank.get(id),
    },
    {
      key: 'rol',
      name: 'Rol',
      width: 'minmax(9rem, 1.6fr)',
      cell: (person) => (
        <span className={classes.tags}>
          {rolesOf(person).map((role) => (
            <span key={role} className={classes.tag} data-role={role}>
              {role}
            </span>
          ))}
        </span>
      ),
      sortBy: (person) => rolesOf(person).join(', '),
    },
    {
      key: 'leerjaar',
      name: 'Leerjaar',
      width: 'minmax(6rem, 1fr)',
      cell: ({ year_group: year }) => nameOfYear(year),
      sortBy: ({ year_group: year }) => year,
    },
    {
      key: 'producten',
      name: 'Producten',
      width: 'minmax(9rem, 2fr)',
      cell: ({ products }) => (products.length === 0 ? null : products.map(({ name }) => name).join(', ')),
      sortBy: ({ products }) => products.map(({ name }) => name).join(', '),
    },
  ];
}
