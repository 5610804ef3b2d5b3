import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { getAudit } from '../../api/calls';
import { counted, messageOf } from '../../api/messages';
import type { AuditLine } from '../../api/types';
import { FetchFault } from '../../app/FetchFault';
import { Waiting } from '../../app/Waiting';
import { Button } from '../../ui/Button';
import { DayField } from '../../ui/DayField';
import { dayOf, isDay, timeOf } from '../../ui/days';
import { Note } from '../../ui/Note';
import { Card, Page } from '../../ui/Page';
import { Pick } from '../../ui/Pick';
import { schoolKey } from '../schools/queries';
import { peopleQuery } from '../people/queries';
import { sentenceOf } from './sentences';
import classes from './LogPage.module.css';

const route = getRouteApi('/signed-in/frame/school/$school/beheer/logboek');

type View = Partial<Record<'wie' | 'van' | 'tot', string | undefined>>;

const noFilters: View = { wie: undefined, van: undefined, tot: undefined };

/** R8.2 */
export function LogPage(): ReactNode {
  const { school } = route.useParams();
  const { wie, van, tot } = route.useSearch();
  const navigate = route.useNavigate();
  const { people, failed } = usePeople(school);
  const filter = { user: wie, from: isDay(van) ? van : undefined, until: isDay(tot) ? tot : undefined };
  const log = useInfiniteQuery({
    queryKey: [...schoolKey(school), 'audit', filter],
    queryFn: ({ pageParam }) => getAudit(school, filter, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ lines: seen, more }) => (more ? Number(seen.at(-1)?.id) : undefined),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const lines = log.data?.pages.flatMap((page) => page.lines) ?? [];
  const list = useRef<HTMLDivElement>(null);
  // How many there were when more was asked for: reading goes on at the first new one.
  const seen = useRef<number>(undefined);
  useEffect(() => {
    if (seen.current === undefined || lines.length <= seen.current) return;
    list.current?.querySelectorAll('li')[seen.current]?.focus();
    seen.current = undefined;
  }, [lines.length]);

  const change = (part: View) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false });
  const more = () => {
    seen.current = lines.length;
    void log.fetchNextPage();
  };
  const filters = Object.values(filter).some((value) => value !== undefined);

  return (
    <Page title="Logboek" lead="Wie veranderde wat op je school? Het nieuwste staat bovenaan.">
      <div className={classes.tools}>
        <Pick
          label="Gebruiker"
          placeholder="Iedereen"
          options={optionsOf(people, wie)}
          pending={people === undefined}
          value={wie}
          onChange={(picked) => change({ wie: picked })}
        />
        <DayField label="Van" value={filter.from} onChange={(day) => change({ van: day })} />
        <DayField
          label="Tot en met"
          value={filter.until}
          onChange={(day) => change({ tot: day })}
          error={
            filter.from !== undefined && filter.until !== undefined && filter.until < filter.from
              ? 'Deze dag ligt voor de eerste dag'
              : undefined
          }
        />
      </div>
      {failed === undefined ? null : <FetchFault query={failed} />}
      <div className={classes.found}>
        <p role="status">{log.isSuccess ? `${log.hasNextPage ? 'De nieuwste ' : ''}${countOf(lines)}` : ''}</p>
        {filters ? (
          <Button variant="subtle" onClick={() => change(noFilters)}>
            Wis de filters
          </Button>
        ) : null}
      </div>
      {log.isPending ? <Waiting /> : null}
      {log.isSuccess && lines.length === 0 ? (
        <Card>
          <p>
            {filters
              ? 'Niets gevonden. Kies een andere gebruiker of een langere periode, of wis de filters.'
              : 'Het logboek is nog leeg. Zodra iemand gebruikers of instellingen verandert, lees je het hier.'}
          </p>
        </Card>
      ) : null}
      <div ref={list} className={classes.log} data-old={log.isPlaceholderData ? true : undefined}>
        {byDay(lines).map(([day, ofDay]) => (
          <Card key={day} title={day}>
            <ol className={classes.lines} aria-label={day}>
              {ofDay.map((line) => (
                <li key={line.id} tabIndex={-1}>
                  <time dateTime={new Date(line.at * 1000).toISOString()}>{timeOf(line.at)}</time>
                  {sentenceOf(line)}
                </li>
              ))}
            </ol>
          </Card>
        ))}
        {log.isError ? (
          <Note kind="bad">
            <p>{messageOf(log.error)}</p>
            <Button onClick={() => (log.isFetchNextPageError ? more() : void log.refetch())}>Probeer opnieuw</Button>
          </Note>
        ) : null}
        {log.hasNextPage && !log.isError ? (
          <Button
            className={classes.more ?? ''}
            variant="default"
            size="md"
            loading={log.isFetchingNextPage}
            onClick={more}
          >
            Toon meer
          </Button>
        ) : null}
      </div>
    </Page>
  );
}

/** All of the school, also those who are archived: they did things too. */
function usePeople(school: string) {
  const active = useQuery(peopleQuery(school, 'active'));
  const archived = useQuery(peopleQuery(school, 'archived'));
  const failed = [active, archived].find(({ isLoadingError }) => isLoadingError);
  if (active.data === undefined || archived.data === undefined) return { people: undefined, failed };
  // Somebody who was archived between the two answers is in both.
  const people = [...new Map([...active.data, ...archived.data].map((person) => [person.id, person])).values()];
  return { people, failed };
}

/** Somebody may be asked for in the address who is not of this school (any more). */
function optionsOf(people: { id: string; display_name: string }[] | undefined, asked: string | undefined) {
  if (people === undefined) return [];
  const options = people.map(({ id, display_name }) => ({ value: id, label: display_name }));
  return asked === undefined || people.some(({ id }) => id === asked)
    ? options
    : [...options, { value: asked, label: 'Iemand die niet bij deze school hoort' }];
}

const countOf = (lines: AuditLine[]) => counted(lines.length, 'wijziging', 'wijzigingen');

function byDay(lines: AuditLine[]): [string, AuditLine[]][] {
  const days = new Map<string, AuditLine[]>();
  for (const line of lines) {
    const day = dayOf(line.at);
    const ofDay = days.get(day);
    if (ofDay === undefined) days.set(day, [line]);
    else ofDay.push(line);
  }
  return [...days];
}
