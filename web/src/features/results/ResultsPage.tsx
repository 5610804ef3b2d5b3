import '../../ui/fields';
import { keepPreviousData, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo } from 'react';
import { getResultsSheet } from '../../api/calls';
import { saveAs } from '../../api/download';
import { counted, messageOf } from '../../api/messages';
import { FetchFault } from '../../app/FetchFault';
import { useSchool } from '../../app/session';
import { Waiting } from '../../app/Waiting';
import { Button } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { shortDay } from '../../ui/days';
import { finder, fold } from '../../ui/fold';
import { ChartIcon, DownIcon, LeftIcon, RightIcon } from '../../ui/icons';
import { notifyBad, notifyGood } from '../../ui/notify';
import { Note } from '../../ui/Note';
import { Card, Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { readSort, sorted, writeSort } from '../../ui/sorting';
import { Select } from '../../ui/Select';
import { columnsFor } from './columns';
import { HeatLegend } from './Heat';
import { productsQuery, recentQuery, resultsQuery } from './queries';
import { spokenName } from './words';
import { daysOf, isWeek, numberOf, weekAfter } from './weeks';
import classes from './ResultsPage.module.css';

const route = getRouteApi('/signed-in/frame/school/$school/resultaten/leerlingen');

/** R3.1, R3.2 */
export function ResultsPage(): ReactNode {
  const school = useSchool();
  const { school: id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { products, this_week: thisWeek } = useSuspenseQuery(productsQuery(id)).data;
  const product = products.find((one) => one.id === search.product) ?? products[0];
  const week = isWeek(search.week) ? search.week : thisWeek;
  // The address can be shared: it says what is on the screen, also when nobody chose it.
  const isInAddress = search.product === product?.id && search.week === week;
  useEffect(() => {
    if (product === undefined || isInAddress) return;
    void navigate({ search: (now) => ({ ...now, product: product.id, week }), replace: true, resetScroll: false });
  }, [isInAddress, navigate, product, week]);
  const shown = { enabled: product !== undefined, placeholderData: keepPreviousData };
  const results = useQuery({ ...resultsQuery(id, product?.id ?? '', week), ...shown });
  const recent = useQuery({ ...recentQuery(id, product?.id ?? '', week), ...shown });
  const sheet = useMutation({
    mutationFn: (pupils: string[]) => getResultsSheet(id, product?.id ?? '', week, pupils),
    onSuccess: (xlsx) => {
      saveAs(xlsx, `resultaten-${week}.xlsx`);
      notifyGood('Het Excel-bestand is gedownload.');
    },
    onError: notifyBad,
  });
  const sector = school?.sector ?? 'po';
  const columns = useMemo(
    () => columnsFor(results.data?.pupils ?? [], sector, recent.data),
    [results.data, sector, recent.data],
  );
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
  const typed = search.zoek ?? '';
  const found = finder(typed);
  const pupils = results.data?.pupils ?? [];
  // Folding the names of a whole school is felt, so not before somebody types.
  const matching =
    typed === '' ? pupils : pupils.filter((pupil) => found(`${pupil.search} ${fold(pupil.display_name)}`));
  const rows = sorted(matching, columns, sort);
  const weekLink = (steps: number) => ({
    to: '/school/$school/resultaten/leerlingen' as const,
    params: { school: id },
    search: { ...search, week: weekAfter(week, steps) },
    resetScroll: false,
    className: classes.arrow,
  });
  const reportLink = (pupil: string) => ({
    to: '/school/$school/resultaten/leerlingen/$pupil' as const,
    params: { school: id, pupil },
    search: { ...search, product: product.id },
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
      {results.isSuccess ? <FetchFault query={recent} /> : null}
      {results.isPending ? <Waiting /> : null}
      {results.isSuccess && pupils.length === 0 ? (
        <Card>
          <p>Voor dit product zijn nog geen leerlingen aan jou gekoppeld.</p>
        </Card>
      ) : null}
      {results.isSuccess && pupils.length > 0 ? (
        <>
          <div className={classes.found}>
            <p role="status">
              {rows.length === pupils.length
                ? counted(rows.length, 'leerling', 'leerlingen')
                : `${rows.length} van ${counted(pupils.length, 'leerling', 'leerlingen')}`}
              {silent ? '. In deze week is nog niet geoefend.' : ''}
            </p>
            <HeatLegend />
            <Button
              variant="default"
              leftSection={<DownIcon />}
              loading={sheet.isPending}
              disabled={rows.length === 0}
              onClick={() => sheet.mutate(rows.map((pupil) => pupil.id))}
            >
              Download (Excel)
            </Button>
          </div>
          {rows.length === 0 ? (
            <Card>
              <p>Geen leerling gevonden met deze naam. Probeer een ander woord.</p>
            </Card>
          ) : (
            <div
              data-old={results.isPlaceholderData || recent.isPlaceholderData ? true : undefined}
              className={classes.table}
            >
              <DataTable
                caption={`Resultaten voor ${product.name} in week ${numberOf(week)}`}
                columns={columns}
                rows={rows}
                rowKey={(pupil) => pupil.id}
                sort={sort}
                onSort={(next) => change({ sort: writeSort(next, 'naam') })}
                wide
                tailHeading={<span className="unseen">Resultaten</span>}
                tailWidth="clamp(3.25rem, 100vw - 64rem, 10.5rem)"
                tail={(pupil) => (
                  <Link {...reportLink(pupil.id)} className={classes.report}>
                    <ChartIcon />
                    <span className={classes.reportName}>Resultaten</span>
                    <span className="unseen">{` van ${spokenName(pupil.display_name)}`}</span>
                  </Link>
                )}
                onPress={(pupil) => void navigate(reportLink(pupil.id))}
              />
            </div>
          )}
        </>
      ) : null}
    </Page>
  );
}
