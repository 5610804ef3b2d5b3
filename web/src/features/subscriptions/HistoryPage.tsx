import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SubscriptionHistory } from '../../api/types';
import { Button } from '../../ui/Button';
import { dayOf, longDay, shortDay, timeOf } from '../../ui/days';
import { Facts } from '../../ui/Facts';
import { LeftIcon, PrinterIcon } from '../../ui/icons';
import { LinkButton } from '../../ui/LinkButton';
import { Card, Page } from '../../ui/Page';
import { historyQuery, operatorHistoryQuery } from './queries';
import { changeText, seatDayText, seatsText, statusText, typeText } from './words';
import classes from './subscriptions.module.css';

const ofSchool = getRouteApi('/signed-in/frame/school/$school/beheer/abonnementen/$subscription/geschiedenis');
const ofOperator = getRouteApi('/signed-in/frame/uitgever/scholen/$school/abonnementen/$subscription/geschiedenis');

const toList = { variant: 'default', size: 'md', leftSection: <LeftIcon />, children: 'Abonnementen' } as const;

export function HistoryPage(): ReactNode {
  const { school, subscription } = ofSchool.useParams();
  const history = useSuspenseQuery(historyQuery(school, subscription)).data;
  return (
    <History
      history={history}
      back={<LinkButton to="/school/$school/beheer/abonnementen" params={{ school }} {...toList} />}
    />
  );
}

export function OperatorHistoryPage(): ReactNode {
  const { school, subscription } = ofOperator.useParams();
  const history = useSuspenseQuery(operatorHistoryQuery(school, subscription)).data;
  return (
    <History
      history={history}
      back={<LinkButton to="/uitgever/scholen/$school/abonnementen" params={{ school }} {...toList} />}
    />
  );
}

/** Every change, to read and to print: the sheet says by itself which school and product it is about. */
function History({ history, back }: { history: SubscriptionHistory; back: ReactNode }) {
  const { school, subscription, changes, seats } = history;
  return (
    <Page
      title={`Geschiedenis van het abonnement op ${subscription.product.name}`}
      narrow
      actions={
        <>
          {back}
          <Button size="md" leftSection={<PrinterIcon />} onClick={() => window.print()}>
            Afdrukken
          </Button>
        </>
      }
    >
      <Card>
        <Facts
          facts={[
            ['School', school],
            ['Product', subscription.product.name],
            ['Soort', typeText(subscription)],
            ['Licenties in gebruik', seatsText(subscription)],
            ['Startdatum', shortDay(subscription.starts_on)],
            ['Status', statusText(subscription)],
          ]}
        />
      </Card>
      <Card title="Wijzigingen">
        {changes.length === 0 ? <p>Er is nog niets gewijzigd.</p> : null}
        <ol className={classes.changes} aria-label="Wijzigingen">
          {changes.map((change, index) => (
            <li key={index}>
              <time
                dateTime={new Date(change.at * 1000).toISOString()}
              >{`${dayOf(change.at)}, ${timeOf(change.at)}`}</time>
              <span>{changeText(change)}</span>
              <small>{change.by === '' ? 'Uitgever' : change.by}</small>
            </li>
          ))}
        </ol>
      </Card>
      <Card title="Licenties per dag">
        {seats.length === 0 ? <p>Er is nog geen licentie gebruikt.</p> : null}
        <ol className={classes.changes} aria-label="Licenties per dag">
          {seats.map((one) => (
            <li key={one.day}>
              <time dateTime={one.day}>{longDay(one.day)}</time>
              <span>{seatDayText(one)}</span>
              <small>{`${String(one.used)} in gebruik`}</small>
            </li>
          ))}
        </ol>
      </Card>
    </Page>
  );
}
