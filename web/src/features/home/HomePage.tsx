import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getOverview } from '../../api/calls';
import { counted } from '../../api/messages';
import { has, useSchool, useSession } from '../../app/session';
import { BoxIcon, ChartIcon, PeopleIcon, PlusIcon } from '../../ui/icons';
import { Meter } from '../../ui/Meter';
import { Note } from '../../ui/Note';
import { Card, CardGrid, Page } from '../../ui/Page';
import { RunningSubscriptions } from '../subscriptions/RunningSubscriptions';
import { SubscriptionNotices } from '../subscriptions/SubscriptionNotices';
import classes from './HomePage.module.css';

const route = getRouteApi('/signed-in/frame/school/$school/home');

const notStarted = (notice: string) =>
  notice === 'geen-licentie'
    ? 'Dit programma kun je nu niet starten: je school heeft er geen lopend abonnement op, of er zijn geen leerlingen voor aan jou gekoppeld.'
    : 'Dit programma kan nu niet starten. Probeer het later nog eens.';

export function HomePage(): ReactNode {
  const { school: id } = route.useParams();
  const { melding } = route.useSearch();
  const { user } = useSession();
  const school = useSchool();
  const overview = useSuspenseQuery({ queryKey: ['school', id, 'overview'], queryFn: () => getOverview(id) }).data;
  const params = { school: id };
  const users = overview.active_users + overview.archived_users;
  return (
    <Page title={overview.school.name} lead={`Dag ${user.first_name}, fijn dat je er bent.`}>
      {melding === undefined ? null : (
        <Note kind="bad" live>
          <p>{notStarted(melding)}</p>
        </Note>
      )}
      <SubscriptionNotices school={id} notices={overview.notices} />
      <nav aria-label="Snel naar">
        <ul className={classes.links}>
          {has(school, 'supervisor') ? (
            <li>
              <Link to="/school/$school/resultaten/leerlingen" params={params} className={classes.link}>
                <ChartIcon size={26} />
                <span>
                  <strong>Resultaten</strong>
                  <small>Hoe gaat het met je leerlingen?</small>
                </span>
              </Link>
            </li>
          ) : null}
          {has(school, 'administrator') ? (
            <>
              <li>
                <Link to="/school/$school/beheer/gebruikers" params={params} className={classes.link}>
                  <PeopleIcon size={26} />
                  <span>
                    <strong>Gebruikers</strong>
                    <small>Wie werken er met Lexipoort?</small>
                  </span>
                </Link>
              </li>
              <li>
                <Link to="/school/$school/beheer/aanmaken" params={params} className={classes.link}>
                  <PlusIcon size={26} />
                  <span>
                    <strong>Leerlingen aanmaken</strong>
                    <small>Eén leerling of een hele klas</small>
                  </span>
                </Link>
              </li>
              <li>
                <Link to="/school/$school/beheer/archief" params={params} className={classes.link}>
                  <BoxIcon size={26} />
                  <span>
                    <strong>Archief</strong>
                    <small>Wie wacht op een koppeling?</small>
                  </span>
                </Link>
              </li>
            </>
          ) : null}
        </ul>
      </nav>
      <CardGrid>
        <Card title="Gebruik van licenties per product">
          {overview.products.length === 0 ? <p>Je school heeft nog geen lopend abonnement.</p> : null}
          {overview.products.map((product) => (
            <Meter
              key={product.id}
              name={product.name}
              value={product.seats_used}
              total={product.seats_total}
              text={`${product.seats_used} van ${counted(product.seats_total, 'licentie', 'licenties')} in gebruik`}
            />
          ))}
        </Card>
        <Card title="Gebruikers van je school">
          <Meter
            name="Actief"
            value={overview.active_users}
            total={users}
            text={counted(overview.active_users, 'gebruiker', 'gebruikers')}
          />
          <Meter
            name="In het archief"
            value={overview.archived_users}
            total={users}
            text={counted(overview.archived_users, 'gebruiker', 'gebruikers')}
          />
        </Card>
        {has(school, 'administrator') ? <RunningSubscriptions school={id} /> : null}
      </CardGrid>
    </Page>
  );
}
