import '../../ui/fields';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { orderContents } from '../../api/calls';
import type { ContentKind, ContentList, ContentRow } from '../../api/types';
import { FetchFault } from '../../app/FetchFault';
import { Waiting } from '../../app/Waiting';
import { shortDayOf } from '../../ui/days';
import { ChevronIcon, PlusIcon } from '../../ui/icons';
import { LinkButton } from '../../ui/LinkButton';
import { notifyBad } from '../../ui/notify';
import { Card, Page } from '../../ui/Page';
import { SearchBox } from '../../ui/SearchBox';
import { Select } from '../../ui/Select';
import { contentsKey, contentsQuery } from './queries';
import { StateTag } from './StateTag';
import { groups, isKind, isState, kinds, roleNames, severities, states } from './words';
import classes from './publishing.module.css';

const route = getRouteApi('/signed-in/frame/uitgever/inhoud');

/** R8.1: all that the publisher has written, of one kind at a time. */
export function ContentsPage(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const kind = isKind(search.soort) ? search.soort : 'announcement';
  const filter = {
    state: isState(search.staat) ? search.staat : undefined,
    product: search.product,
    search: search.zoek,
  };
  const list = useQuery({
    ...contentsQuery(kind, filter),
    // Of the same kind: while one types, what was found stays.
    placeholderData: (before, query) => (query?.queryKey[3] === kind ? keepPreviousData(before) : undefined),
  });
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false });
  const filtered = Object.values(filter).some((value) => value !== undefined);

  return (
    <Page
      title="Inhoud"
      lead="Alles wat scholen in Lexipoort lezen en bekijken. Kies links wat je wilt schrijven of aanpassen."
    >
      <div className={classes.layout}>
        <KindChoice kind={kind} />
        <section className={classes.main} aria-labelledby="soort">
          <header className={classes.head}>
            <div>
              <h2 id="soort">{kinds[kind].many}</h2>
              <p className={classes.soft}>{`Te zien ${kinds[kind].where}.`}</p>
            </div>
            <LinkButton to="/uitgever/inhoud/nieuw" search={{ soort: kind }} size="md" leftSection={<PlusIcon />}>
              {kinds[kind].fresh}
            </LinkButton>
          </header>
          <div className={classes.tools}>
            <SearchBox label="Zoek" value={search.zoek ?? ''} onChange={(zoek) => change({ zoek })} />
            <Select
              size="md"
              label="Staat"
              value={filter.state ?? ''}
              onChange={(event) => change({ staat: event.currentTarget.value })}
              data={[
                { value: '', label: 'Alles' },
                ...Object.entries(states).map(([value, label]) => ({ value, label })),
              ]}
            />
            <Select
              size="md"
              label="Product"
              value={filter.product ?? ''}
              onChange={(event) => change({ product: event.currentTarget.value })}
              data={[
                { value: '', label: 'Alle producten' },
                ...(list.data?.products ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </div>
          <p role="status" className={classes.soft}>
            {list.data === undefined ? '' : countText(list.data)}
          </p>
          <FetchFault query={list} />
          {list.isPending ? <Waiting /> : null}
          {list.data?.contents.length === 0 ? (
            <Card>
              <p>
                {filtered
                  ? 'Niets gevonden. Zoek iets anders, of kies een andere staat of een ander product.'
                  : `Hier staat nog niets. Begin met ‘${kinds[kind].fresh}’; wat je schrijft is pas te zien als je het publiceert.`}
              </p>
            </Card>
          ) : null}
          {list.data === undefined ? null : <Rows kind={kind} rows={list.data.contents} />}
        </section>
      </div>
    </Page>
  );
}

function countText({ contents, total }: ContentList): string {
  if (total === 0) return '';
  return contents.length < total
    ? `De eerste ${contents.length} van ${total}. Zoek om de rest te vinden.`
    : `${total} in deze lijst`;
}

/** A list of links beside the page; on a phone one field above it. */
function KindChoice({ kind }: { kind: ContentKind }) {
  const navigate = useNavigate();
  return (
    <>
      <nav className={classes.kinds} aria-label="Soort inhoud">
        {groups.map((group) => (
          <div key={group.name}>
            <h2>{group.name}</h2>
            <ul>
              {group.kinds.map((one) => (
                <li key={one}>
                  <Link
                    to="/uitgever/inhoud"
                    search={{ soort: one }}
                    aria-current={one === kind ? 'page' : undefined}
                    activeOptions={{ exact: true, includeSearch: true }}
                  >
                    {kinds[one].many}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={classes.kindField}>
        <Select
          size="md"
          label="Soort inhoud"
          value={kind}
          onChange={(event) =>
            void navigate({ to: '/uitgever/inhoud', search: { soort: event.currentTarget.value }, replace: true })
          }
          data={groups.map((group) => ({
            group: group.name,
            items: group.kinds.map((one) => ({ value: one, label: kinds[one].many })),
          }))}
        />
      </div>
    </>
  );
}

const newestFirst: ContentKind[] = ['announcement', 'notice', 'release_note'];

function Rows({ kind, rows }: { kind: ContentKind; rows: ContentRow[] }) {
  const queryClient = useQueryClient();
  const order = useMutation({
    mutationFn: (ids: string[]) => orderContents(kind, ids),
    onError: notifyBad,
    onSettled: () => queryClient.invalidateQueries({ queryKey: contentsKey }),
  });
  const move = (from: number, to: number) => {
    const ids = rows.map(({ id }) => id);
    const [moved] = ids.splice(from, 1);
    if (moved !== undefined) ids.splice(to, 0, moved);
    order.mutate(ids);
  };
  if (rows.length === 0) return null;
  const movable = rows.length > 1 && !newestFirst.includes(kind);
  return (
    <ol className={classes.rows} aria-label={kinds[kind].many}>
      {rows.map((row, at) => (
        <li key={row.id}>
          <div className={classes.row}>
            <Link to="/uitgever/inhoud/$content" params={{ content: row.id }}>
              {row.title}
            </Link>
            <p className={classes.about}>
              <StateTag of={row} />
              {tagsOf(row).map((tag) => (
                <span key={tag} className={classes.tag}>
                  {tag}
                </span>
              ))}
              <span className={classes.soft}>{`Gewijzigd op ${shortDayOf(row.changed_at)}`}</span>
            </p>
          </div>
          {movable ? (
            <div className={classes.move}>
              <button
                type="button"
                aria-label={`Zet ‘${row.title}’ hoger`}
                disabled={at === 0 || order.isPending}
                onClick={() => move(at, at - 1)}
              >
                <ChevronIcon />
              </button>
              <button
                type="button"
                aria-label={`Zet ‘${row.title}’ lager`}
                disabled={at === rows.length - 1 || order.isPending}
                onClick={() => move(at, at + 1)}
              >
                <ChevronIcon />
              </button>
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function tagsOf({ product, school, role, severity }: ContentRow): string[] {
  return [
    product,
    severity == null ? undefined : severities[severity],
    school,
    role == null ? undefined : roleNames[role],
  ].filter((tag): tag is string => typeof tag === 'string');
}
