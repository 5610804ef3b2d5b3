import '../../ui/fields';
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { getResultProducts, getResults } from '../../api/calls';
import { counted, messageOf } from '../../api/messages';
import type { PupilResult } from '../../api/types';
import { useSchool } from '../../app/session';
import { Waiting } from '../../app/Waiting';
import { Button } from '../../ui/Button';
import { type Column, DataTable } from '../../ui/DataTable';
import { shortDay } from '../../ui/days';
import { finder, fold } from '../../ui/fold';
import { ClockIcon, HouseIcon, LeftIcon, RightIcon, SchoolIcon } from '../../ui/icons';
import { Note } from '../../ui/Note';
import { Card, Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { readSort, sorted, writeSort } from '../../ui/sorting';
import { Select } from '../../ui/Select';
import { yearGroupName } from '../schools/words';
import { timeText } from './time';
import { daysOf, isWeek, numberOf, weekAfter } from './weeks';
import classes from './ResultsPage.module.css';

const route = getRouteApi('/signed-in/frame/school/$school/resultaten/leerlingen');

/** R3.1, R3.2 */
export function ResultsPage(): ReactNode {
  const school = useSchool();
  const { school: id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { products, this_week: thisWeek } = useSuspenseQuery({
    queryKey: ['school', id, 'results', 'products'],
    queryFn: () => getResultProducts(id),
  }).data;
  const product = products.find((one) => one.id === search.product) ?? products[0];
  const week = isWeek(search.week) ? search.week : thisWeek;
  const results = useQuery({
    queryKey: ['school', id, 'results', product?.id, week],
    queryFn: () => getResults(id, product?.id ?? '', week),
    enabled: product !== undefined,
    placeholderData: keepPreviousData,
  });
  const sector = school?.sector ?? 'po';
  const columns = useMemo(() => columnsFor(results.data?.pupils ?? [], sector), [results.data, sector]);
  const sort = readSort(
    search.sort,
    columns.map(({ key }) => key),
    'naam',
  );

  if (product === undefined) {
    return (
      <Page title="Resultaten van leerlingen" narrow>
        <Card title="Nog geen leerlingen">
          <p>
            Er zijn op deze school nog geen leerlingen aan jou gekoppeld. Een beheerder kan dat doen, onder ‘Beheer’ met
            ‘Leerlingen koppelen’. Daarna zie je hier hoe ze oefenen.
          </p>
        </Card>
      </Page>
    );
  }

  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false });
  const found = finder(search.zoek ?? '');
  const pupils = results.data?.pupils ?? [];
  const rows = sorted(
    pupils.filter((pupil) => found(`${pupil.search} ${fold(pupil.display_name)}`)),
    columns,
    sort,
  );
  const weekLink = (steps: number) => ({
    to: '/school/$school/resultaten/leerlingen' as const,
    params: { school: id },
    search: { ...search, week: weekAfter(week, steps) },
    resetScroll: false,
    className: classes.arrow,
  });
  const silent = pupils.every((pupil) => pupil.home_seconds + pupil.school_seconds === 0);

  return (
    <Page title="Resultaten van leerlingen">
      <div className={classes.tools}>
        <Select
          size="md"
          label="Product"
          value={product.id}
          onChange={(event) => change({ product: event.currentTarget.value })}
          data={products.map(({ id: value, name }) => ({ value, label: name }))}
        />
        <SearchBox
          label="Zoek een leerling"
          value={search.zoek ?? ''}
          onChange={(zoek) => change({ zoek: zoek === '' ? undefined : zoek })}
        />
        <div className={classes.week} role="group" aria-label="Week">
          <Link {...weekLink(-1)} aria-label={`Vorige week, week ${numberOf(weekAfter(week, -1))}`}>
            <LeftIcon />
          </Link>
          <p aria-live="polite">
            <strong>{`Week ${numberOf(week)}`}</strong>
            <small>{daysOf(week)}</small>
          </p>
          {week < thisWeek ? (
            <Link {...weekLink(1)} aria-label={`Volgende week, week ${numberOf(weekAfter(week, 1))}`}>
              <RightIcon />
            </Link>
          ) : (
            <a role="link" aria-disabled="true" aria-label="Volgende week is er nog niet" className={classes.arrow}>
              <RightIcon />
            </a>
          )}
        </div>
      </div>

      {product.ended_on === null || product.ended_on === undefined ? null : (
        <Note>
          <p>{`Het abonnement is beëindigd sinds ${shortDay(product.ended_on)}; je kunt de resultaten nog bekijken.`}</p>
        </Note>
      )}
      {results.isError ? (
        <Note kind="bad">
          <p>{messageOf(results.error)}</p>
          <Button onClick={() => void results.refetch()}>Probeer opnieuw</Button>
        </Note>
      ) : null}
      {results.isPending ? <Waiting /> : null}
      {results.isSuccess && pupils.length === 0 ? (
        <Card>
          <p>Voor dit product zijn nog geen leerlingen aan jou gekoppeld.</p>
        </Card>
      ) : null}
      {results.isSuccess && pupils.length > 0 ? (
        <>
          <p role="status" className={classes.found}>
            {rows.length === pupils.length
              ? counted(rows.length, 'leerling', 'leerlingen')
              : `${rows.length} van ${counted(pupils.length, 'leerling', 'leerlingen')}`}
            {silent ? '. In deze week is nog niet geoefend.' : ''}
          </p>
          {rows.length === 0 ? (
            <Card>
              <p>Geen leerling gevonden met deze naam. Probeer een ander woord.</p>
            </Card>
          ) : (
            <div data-old={results.isPlaceholderData ? true : undefined} className={classes.table}>
              <DataTable
                caption={`Resultaten voor ${product.name} in week ${numberOf(week)}`}
                columns={columns}
                rows={rows}
                rowKey={(pupil) => pupil.id}
                sort={sort}
                onSort={(next) => change({ sort: writeSort(next, 'naam') })}
              />
            </div>
          )}
        </>
      ) : null}
    </Page>
  );
}

function columnsFor(pupils: PupilResult[], sector: string): Column<PupilResult>[] {
  const rank = new Map(pupils.map(({ id }, index) => [id, index]));
  const time = (
    key: string,
    name: string,
    short: string,
    icon: ReactNode,
    seconds: (pupil: PupilResult) => number,
  ) => ({
    key,
    name,
    heading: (
      <span className={classes.time}>
        {icon}
        <span>
          <span className="unseen">Oefentijd </span>
          {short}
        </span>
      </span>
    ),
    width: 'minmax(7.5rem, 1.1fr)',
    cell: (pupil: PupilResult) => <span data-none={seconds(pupil) === 0}>{timeText(seconds(pupil))}</span>,
    sortBy: seconds,
  });
  return [
    {
      key: 'naam',
      name: 'Naam',
      width: 'minmax(11rem, 2.2fr)',
      cell: (pupil) => pupil.display_name,
      sortBy: ({ id }) => rank.get(id),
    },
    {
      key: 'leerjaar',
      name: 'Leerjaar',
      width: 'minmax(6rem, 1fr)',
      cell: (pupil) => yearGroupName(sector, pupil.year_group),
      sortBy: (pupil) => pupil.year_group,
    },
    {
      key: 'les',
      name: 'Hoogst afgeronde les',
      width: 'minmax(7rem, 1.2fr)',
      cell: (pupil) => pupil.highest_lesson ?? <None />,
      sortBy: (pupil) => pupil.highest_lesson,
    },
    time('thuis', 'Oefentijd thuis', 'thuis', <HouseIcon />, (pupil) => pupil.home_seconds),
    time('school', 'Oefentijd op school', 'op school', <SchoolIcon />, (pupil) => pupil.school_seconds),
    time('totaal', 'Oefentijd totaal', 'totaal', <ClockIcon />, (pupil) => pupil.home_seconds + pupil.school_seconds),
    {
      key: 'toets',
      name: 'Lessen tot toets',
      width: 'minmax(6.5rem, 1fr)',
      cell: (pupil) => pupil.lessons_until_test ?? <None />,
      sortBy: (pupil) => pupil.lessons_until_test,
    },
  ];
}

const None = () => (
  <>
    <span aria-hidden="true" data-none="true">
      –
    </span>
    <span className="unseen">nog niet bekend</span>
  </>
);
