import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { endLicence, giveLicences, moveLicences, resumeLicence } from '../../api/calls';
import { counted } from '../../api/messages';
import type { Licence, Subscription } from '../../api/types';
import { useSchool } from '../../app/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { longDay, shortDay } from '../../ui/days';
import { finder, fold } from '../../ui/fold';
import { ClockIcon, LeftIcon } from '../../ui/icons';
import { LinkButton } from '../../ui/LinkButton';
import { Card, Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Select } from '../../ui/Select';
import { readSort, sorted, writeSort } from '../../ui/sorting';
import { schoolKey } from '../schools/queries';
import { yearGroupName } from '../schools/words';
import { DetailsButton } from './DetailsButton';
import { DetailsDialog } from './DetailsDialog';
import { Offer } from './Offer';
import { licencesQuery } from './queries';
import { useRowDialog } from './rowDialog';
import { StatusTag } from './StatusTag';
import {
  giveText,
  licenceStopText,
  moveText,
  movingText,
  seatsText,
  spoken,
  statusText,
  typeText,
  waitingText,
} from './words';
import classes from './subscriptions.module.css';

const route = getRouteApi('/signed-in/frame/school/$school/beheer/abonnementen/$subscription');

/** What the filter is called in the address. */
const statuses: Record<string, Licence['status']> = { actief: 'active', eindigt: 'ending', beeindigd: 'ended' };

/** R4.13.3, R4.13.4: who has a licence of this subscription. */
export function LicencesPage(): ReactNode {
  const { school, subscription: id } = route.useParams();
  const { zoek, status, sort: order } = route.useSearch();
  const navigate = route.useNavigate();
  const sector = useSchool()?.sector ?? 'po';
  const { subscription, licences, waiting, moving, today } = useSuspenseQuery(licencesQuery(school, id)).data;
  const dialog = useRowDialog();
  const columns = useMemo(() => columnsFor(subscription.type, licences, sector), [subscription.type, licences, sector]);
  const { by, down } = readSort(
    order,
    columns.map(({ key }) => key),
    'naam',
  );
  const rows = useMemo(() => {
    const found = finder(zoek ?? '');
    const only = statuses[status ?? ''];
    const matching = licences.filter(
      (licence) => (only === undefined || licence.status === only) && found(`${licence.search} ${fold(licence.name)}`),
    );
    return sorted(matching, columns, { by, down });
  }, [licences, columns, zoek, status, by, down]);
  const open = licences.find(({ pupil }) => pupil === dialog.open);
  const change = (part: { zoek?: string | undefined; status?: string | undefined; sort?: string | undefined }) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false });

  return (
    <Page
      title={`Leerlingen met ${subscription.product.name}`}
      lead={`${typeText(subscription)}. Er zijn ${seatsText(subscription)} in gebruik.`}
      actions={
        <>
          <LinkButton
            to="/school/$school/beheer/abonnementen"
            params={{ school }}
            variant="default"
            size="md"
            leftSection={<LeftIcon />}
          >
            Abonnementen
          </LinkButton>
          <LinkButton
            to="/school/$school/beheer/abonnementen/$subscription/geschiedenis"
            params={{ school, subscription: id }}
            variant="default"
            size="md"
            leftSection={<ClockIcon />}
          >
            Geschiedenis
          </LinkButton>
        </>
      }
    >
      {subscription.status === 'active' ? null : (
        <p>
          <StatusTag of={subscription} />
        </p>
      )}
      {waiting === 0 ? null : (
        <Offer
          school={school}
          text={waitingText(subscription.product.name, waiting)}
          button={waiting === 1 ? 'Geef een licentie' : 'Geef allemaal een licentie'}
          question={waiting === 1 ? 'De leerling een licentie geven?' : `${waiting} leerlingen een licentie geven?`}
          sentence={giveText(subscription.product.name, waiting, today)}
          run={() => giveLicences(school, id, waiting)}
          told={(given) => `${pupilsCan(given)} nu oefenen met ${subscription.product.name}`}
        />
      )}
      {moving === 0 ? null : (
        <Offer
          school={school}
          text={movingText(moving)}
          button={moving === 1 ? 'Zet de leerling over' : 'Zet ze allemaal over'}
          question={moving === 1 ? 'De leerling overzetten?' : `${moving} leerlingen overzetten?`}
          sentence={moveText(moving, today)}
          run={() => moveLicences(school, id, moving)}
          told={(given) => `${pupilsCan(given)} nu blijven oefenen met ${subscription.product.name}`}
        />
      )}
      {licences.length === 0 && waiting > 0 ? null : licences.length === 0 ? (
        <Card title="Nog geen leerlingen">
          <p>
            Koppel leerlingen aan {subscription.product.name} en aan hun begeleider. Ze krijgen dan vanzelf een licentie
            en kunnen meteen oefenen.
          </p>
          <p>
            <Link to="/school/$school/beheer/gebruikers" params={{ school }} search={{ taak: 'leerlingen-koppelen' }}>
              Kies de leerlingen in het gebruikersoverzicht
            </Link>
          </p>
        </Card>
      ) : (
        <>
          <div className={classes.tools}>
            <SearchBox
              label="Zoek een leerling"
              value={zoek ?? ''}
              onChange={(typed) => change({ zoek: typed === '' ? undefined : typed })}
            />
            <Select
              size="md"
              label="Status"
              value={status ?? ''}
              onChange={(event) => change({ status: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: 'Alle' },
                { value: 'actief', label: 'Actief' },
                { value: 'eindigt', label: 'Eindigt' },
                { value: 'beeindigd', label: 'Beëindigd' },
              ]}
            />
          </div>
          <p role="status" className={classes.found}>
            {rows.length === licences.length
              ? counted(rows.length, 'leerling', 'leerlingen')
              : `${rows.length} van ${counted(licences.length, 'leerling', 'leerlingen')}`}
          </p>
          {rows.length === 0 ? (
            <Card>
              <p>Niemand gevonden. Probeer een ander woord of een andere status.</p>
            </Card>
          ) : (
            <DataTable
              caption={`Leerlingen met een licentie voor ${subscription.product.name}`}
              columns={columns}
              rows={rows}
              rowKey={({ pupil }) => pupil}
              sort={{ by, down }}
              onSort={(next) => change({ sort: writeSort(next, 'naam') })}
              tailWidth="6.5rem"
              tailHeading={<span className="unseen">Details</span>}
              tail={({ pupil, name }) => <DetailsButton of={spoken(name)} onClick={dialog.show(pupil)} />}
            />
          )}
        </>
      )}
      {open === undefined ? null : (
        <LicenceDetails today={today} school={school} subscription={subscription} licence={open} dialog={dialog} />
      )}
    </Page>
  );
}

const pupilsCan = (count: number) => counted(count, 'leerling kan', 'leerlingen kunnen');

interface Props {
  /** As the server has it: the clock of this device may be wrong. */
  today: string;
  school: string;
  subscription: Subscription;
  licence: Licence;
  dialog: ReturnType<typeof useRowDialog>;
}

function LicenceDetails({ today, school, subscription, licence, dialog }: Props) {
  const queryClient = useQueryClient();
  const { pupil, status, starts_on: start, ends_on: end, renews_on: renewal } = licence;
  const atOnce = subscription.type === 'school_wide';
  const who = spoken(licence.name);
  const running = subscription.status !== 'ended';
  const facts: [string, ReactNode][] = [['Startdatum', shortDay(start)]];
  if (status !== 'active') facts.push(['Einddatum', shortDay(end ?? '')]);
  else if (!atOnce) facts.push(['Verlengingsdatum', shortDay(renewal ?? '')]);
  facts.push(['Status', <StatusTag key="status" of={licence} />]);
  return (
    <DetailsDialog
      title={`Licentie van ${who}`}
      facts={facts}
      end={
        status !== 'active' || !running
          ? undefined
          : {
              question: `Licentie van ${who} beëindigen?`,
              sentence: licenceStopText(subscription, licence),
              run: () => endLicence(school, subscription.id, pupil, atOnce ? today : (renewal ?? '')),
              told: atOnce
                ? `De licentie van ${who} is beëindigd.`
                : `De licentie van ${who} stopt op ${longDay(renewal ?? '')}.`,
            }
      }
      resumable={running && (status === 'ending' || (status === 'ended' && atOnce))}
      resume={{
        run: () => resumeLicence(school, subscription.id, pupil),
        told: `De licentie van ${who} loopt weer door.`,
      }}
      refresh={() => queryClient.invalidateQueries({ queryKey: schoolKey(school) })}
      onClose={dialog.close}
      onDone={dialog.done}
      back={dialog.back}
    >
      <p>{noteOf(subscription, licence)}</p>
    </DetailsDialog>
  );
}

function noteOf({ type, status: whole }: Subscription, { status }: Licence): string {
  if (whole === 'ended') return 'Het hele abonnement is afgelopen. De uitgever kan het weer voor je aanzetten.';
  if (status === 'ended') {
    return type === 'school_wide'
      ? 'Deze leerling kan niet meer oefenen. Annuleer je de beëindiging, dan gebruikt de leerling weer een licentie.'
      : 'Deze licentie is afgelopen. Koppel de leerling opnieuw met ‘Leerlingen koppelen’ voor een nieuwe.';
  }
  if (status === 'ending') return 'De licentie wordt niet meer verlengd. Tot de einddatum kun je dat nog annuleren.';
  return type === 'school_wide'
    ? 'Beëindig je de licentie, dan kan deze leerling meteen niet meer oefenen en komt de licentie vrij.'
    : 'De licentie wordt elk jaar vanzelf verlengd. Beëindig je haar, dan stopt ze op de verlengingsdatum.';
}

function columnsFor(type: Subscription['type'], licences: Licence[], sector: string): Column<Licence>[] {
  // The server sorts names the Dutch way (without the infix); that order is kept.
  const rank = new Map(licences.map(({ pupil }, index) => [pupil, index]));
  return [
    {
      key: 'naam',
      name: 'Naam',
      width: 'minmax(7rem, 2fr)',
      cell: ({ name }) => name,
      sortBy: ({ pupil }) => rank.get(pupil),
    },
    {
      key: 'leerjaar',
      name: 'Leerjaar',
      width: 'minmax(6rem, 1fr)',
      cell: ({ year_group: year }) => (year === null || year === undefined ? null : yearGroupName(sector, year)),
      sortBy: ({ year_group: year }) => year,
    },
    {
      key: 'start',
      name: 'Startdatum',
      width: 'minmax(9rem, 1fr)',
      cell: ({ starts_on: day }) => shortDay(day),
      sortBy: ({ starts_on: day }) => day,
    },
    ...(type === 'per_pupil' ? [renewal] : []),
    {
      key: 'status',
      name: 'Status',
      width: 'minmax(7rem, 1.8fr)',
      cell: (licence) => <StatusTag of={licence} />,
      sortBy: statusText,
    },
  ];
}

/** Those of the whole school go on with it. */
const renewal: Column<Licence> = {
  key: 'verlenging',
  name: 'Verlenging',
  width: 'minmax(9rem, 1fr)',
  cell: ({ status, renews_on: day }) =>
    status !== 'active' || day === null || day === undefined ? null : shortDay(day),
  sortBy: ({ status, renews_on: day }) => (status === 'active' ? day : undefined),
};
