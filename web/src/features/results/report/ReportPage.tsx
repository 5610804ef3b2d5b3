import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import { getDossier, getReportSheet, type Period, type PupilOfProduct } from '../../../api/calls';
import { saveAs } from '../../../api/download';
import { messageOf } from '../../../api/messages';
import type { Report, SchoolOfUser } from '../../../api/types';
import { useSchool } from '../../../app/session';
import { Waiting } from '../../../app/Waiting';
import { Button } from '../../../ui/Button';
import { shortDay, shortDayOf, today } from '../../../ui/days';
import { fold } from '../../../ui/fold';
import { DownIcon, FileIcon, LeftIcon } from '../../../ui/icons';
import { LinkButton } from '../../../ui/LinkButton';
import { Note } from '../../../ui/Note';
import { notifyBad, notifyGood } from '../../../ui/notify';
import { Card, Page } from '../../../ui/Page';
import { yearGroupName } from '../../schools/words';
import { reportQuery } from '../queries';
import { timeText } from '../time';
import { numberOf } from '../weeks';
import { ChartCard } from './ChartCard';
import { Day, FigureTable } from './FigureTable';
import { reached, scoreText } from './figures';
import { Highlights } from './Highlights';
import { PeriodCard } from './PeriodCard';
import { readPeriod } from './periods';
import { Remarks } from './Remarks';
import { Sessions } from './Sessions';
import classes from './report.module.css';

const PracticeChart = lazy(async () => ({ default: (await import('./charts')).PracticeChart }));
const LessonsChart = lazy(async () => ({ default: (await import('./charts')).LessonsChart }));

const route = getRouteApi('/signed-in/frame/school/$school/resultaten/leerlingen/$pupil');

/** R3.3, R3.4 */
export function ReportPage(): ReactNode {
  const school = useSchool();
  const { pupil } = route.useParams();
  if (school === undefined) return null;
  return <PupilReport key={`${school.id}/${pupil}`} school={school} pupil={pupil} />;
}

function PupilReport({ school, pupil }: { school: SchoolOfUser; pupil: string }) {
  const { van, tot, ...overview } = route.useSearch();
  const navigate = route.useNavigate();
  const now = today();
  const period = readPeriod(van, tot, now);
  const of: PupilOfProduct = { school: school.id, product: overview.product ?? '', pupil };
  const report = useQuery({
    ...reportQuery(of, period),
    enabled: period.from <= period.until,
    placeholderData: keepPreviousData,
  });
  const name = report.data === undefined ? undefined : nameOf(report.data.pupil);

  return (
    <Page
      title={name === undefined ? 'Resultaten' : `Resultaten van ${name}`}
      lead={
        report.data === undefined
          ? undefined
          : `${report.data.product.name} · ${yearGroupName(school.sector, report.data.pupil.year_group)}`
      }
      actions={
        <>
          <LinkButton
            to="/school/$school/resultaten/leerlingen"
            params={{ school: school.id }}
            search={overview}
            variant="default"
            size="md"
            leftSection={<LeftIcon />}
          >
            Alle leerlingen
          </LinkButton>
          {name === undefined ? null : <Downloads of={of} period={period} name={name} />}
        </>
      }
    >
      <PeriodCard
        today={now}
        period={period}
        onPeriod={(change) =>
          void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false })
        }
      />
      {report.isError ? (
        <Note kind="bad">
          <p>{messageOf(report.error)}</p>
          <Button variant="default" onClick={() => void report.refetch()}>
            Probeer opnieuw
          </Button>
        </Note>
      ) : null}
      {report.isLoading ? <Waiting /> : null}
      {report.data === undefined ? null : (
        <div className={classes.report} data-old={report.isPlaceholderData ? true : undefined}>
          <Figures report={report.data} />
          <Remarks of={of} remarks={report.data.remarks} />
          <Sessions key={`${report.data.from}/${report.data.until}`} sessions={report.data.sessions} />
        </div>
      )}
    </Page>
  );
}

const nameOf = ({ first_name: first, infix, last_name: last }: Report['pupil']) =>
  [first, infix, last].filter((part) => part !== '').join(' ');

function Downloads({ of, period, name }: { of: PupilOfProduct; period: Period; name: string }) {
  const fileName = `dossier-${fold(name).replaceAll(/[^a-z\d]+/g, '-')}-${period.until}`;
  const dossier = useMutation({
    mutationFn: () => getDossier(of, period),
    onSuccess: (pdf) => {
      saveAs(pdf, `${fileName}.pdf`);
      notifyGood('Het dossier is gedownload.');
    },
    onError: notifyBad,
  });
  const sheet = useMutation({
    mutationFn: () => getReportSheet(of, period),
    onSuccess: (xlsx) => {
      saveAs(xlsx, `${fileName}.xlsx`);
      notifyGood('Het Excel-bestand is gedownload.');
    },
    onError: notifyBad,
  });
  const reversed = period.until < period.from;
  return (
    <>
      <Button
        variant="default"
        size="md"
        leftSection={<DownIcon />}
        loading={sheet.isPending}
        disabled={reversed}
        onClick={() => sheet.mutate()}
      >
        Excel
      </Button>
      <Button
        size="md"
        leftSection={<FileIcon />}
        loading={dossier.isPending}
        disabled={reversed}
        onClick={() => dossier.mutate()}
      >
        Dossier (pdf)
      </Button>
    </>
  );
}

function Figures({ report }: { report: Report }) {
  const { weeks, lessons, tests, sessions } = report;
  const higher = reached(report);
  const days = `${shortDay(report.from)} t/m ${shortDay(report.until)}`;
  if (sessions.length === 0 && lessons.length === 0 && tests.length === 0) {
    return (
      <>
        <Highlights report={report} />
        <Card title="Nog niets te zien">
          <p>{`Van ${days} is er niet geoefend. Kies een andere periode om eerdere resultaten te zien.`}</p>
        </Card>
      </>
    );
  }
  return (
    <>
      <Highlights report={report} />
      <ChartCard
        title="Oefentijd per week"
        drawing={`Grafiek van de oefentijd per week, thuis en op school, ${days}`}
        chart={<PracticeChart weeks={weeks} />}
        table={
          <FigureTable
            caption="Oefentijd per week"
            columns={[
              { name: 'Week' },
              { name: 'Thuis', isNumber: true },
              { name: 'Op school', isNumber: true },
              { name: 'Totaal', isNumber: true },
            ]}
            rows={weeks.map(({ week, home_seconds: home, school_seconds: atSchool }) => ({
              key: week,
              cells: [
                `${numberOf(week)} (${week.slice(0, 4)})`,
                timeText(home),
                timeText(atSchool),
                timeText(home + atSchool),
              ],
            }))}
          />
        }
      />
      {lessons.length === 0 ? (
        <Card title="Voortgang">
          <p>In deze periode is er geen les afgerond.</p>
        </Card>
      ) : (
        <ChartCard
          title="Voortgang"
          drawing={`Grafiek van de hoogst afgeronde les, ${days}`}
          chart={<LessonsChart lessons={lessons} />}
          table={
            higher.length === 0 ? (
              <p>In deze periode is er geen nieuwe les bereikt.</p>
            ) : (
              <FigureTable
                caption="Voortgang"
                columns={[{ name: 'Bereikt op' }, { name: 'Hoogst afgeronde les', isNumber: true }]}
                rows={higher.map(({ at, highest_lesson: lesson }) => ({
                  key: lesson,
                  cells: [shortDayOf(at), lesson],
                }))}
              />
            )
          }
        />
      )}
      <Card title="Toetsen">
        {tests.length === 0 ? (
          <p>In deze periode zijn er geen toetsen gemaakt.</p>
        ) : (
          <FigureTable
            caption="Toetsen"
            columns={[{ name: 'Datum' }, { name: 'Toets' }, { name: 'Score', isNumber: true }]}
            rows={tests.map((test, index) => ({
              key: index,
              cells: [<Day key="day" at={test.at} />, test.test, scoreText(test)],
            }))}
          />
        )}
      </Card>
    </>
  );
}
