import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { endSubscription, resumeSubscription } from '../../api/calls';
import type { Subscription } from '../../api/types';
import { DataTable } from '../../ui/DataTable';
import { longDay } from '../../ui/days';
import { Card, Page } from '../../ui/Page';
import { type Sort, sorted } from '../../ui/sorting';
import { schoolKey } from '../schools/queries';
import { columnsOf } from './columns';
import { DetailsButton } from './DetailsButton';
import { DetailsDialog } from './DetailsDialog';
import { factsOf } from './facts';
import { subscriptionsQuery } from './queries';
import { useRowDialog } from './rowDialog';
import { calledText, stopText } from './words';

const route = getRouteApi('/signed-in/frame/school/$school/beheer/abonnementen');
const toLicences = '/school/$school/beheer/abonnementen/$subscription';

/** R4.13.1 */
export function SubscriptionsPage(): ReactNode {
  const { school } = route.useParams();
  const navigate = route.useNavigate();
  const subscriptions = useSuspenseQuery(subscriptionsQuery(school)).data;
  const [sort, setSort] = useState<Sort>({ by: 'product', down: false });
  const dialog = useRowDialog();
  const columns = columnsOf(({ id, product }) => (
    <Link to={toLicences} params={{ school, subscription: id }}>
      {product.name}
    </Link>
  ));
  const open = subscriptions.find(({ id }) => id === dialog.open);

  return (
    <Page
      title="Abonnementen"
      lead="Waarmee kan je school oefenen, en voor hoeveel leerlingen? Klik op een regel om te zien wie een licentie heeft."
    >
      {subscriptions.length === 0 ? (
        <Card>
          <p>Je school heeft nog geen abonnementen. De uitgever zet ze voor je klaar.</p>
        </Card>
      ) : (
        <DataTable
          caption="Abonnementen"
          columns={columns}
          rows={sorted(subscriptions, columns, sort)}
          rowKey={({ id }) => id}
          sort={sort}
          onSort={setSort}
          onPress={({ id }) => void navigate({ to: toLicences, params: { school, subscription: id } })}
          tailWidth="6.5rem"
          tailHeading={<span className="unseen">Details</span>}
          tail={(one) => <DetailsButton of={calledText(one)} onClick={dialog.show(one.id)} />}
        />
      )}
      {open === undefined ? null : <SubscriptionDetails school={school} subscription={open} dialog={dialog} />}
    </Page>
  );
}

interface Props {
  school: string;
  subscription: Subscription;
  dialog: ReturnType<typeof useRowDialog>;
}

/** R4.13.2 */
function SubscriptionDetails({ school, subscription, dialog }: Props) {
  const queryClient = useQueryClient();
  const { id, product, status } = subscription;
  const renewal = subscription.renews_on ?? '';
  const stops = status === 'ending' || status === 'ended';
  return (
    <DetailsDialog
      title={`Abonnement op ${product.name}`}
      facts={factsOf(subscription)}
      end={
        stops
          ? undefined
          : {
              question: `Abonnement op ${product.name} beëindigen?`,
              sentence: stopText(subscription, renewal),
              run: () => endSubscription(school, id, renewal),
              told: `Het abonnement op ${product.name} stopt op ${longDay(renewal)}.`,
            }
      }
      resumable={status === 'ending' && !subscription.ended_by_publisher}
      resume={{
        run: () => resumeSubscription(school, id),
        told: `Het abonnement op ${product.name} loopt door.`,
      }}
      refresh={() => queryClient.invalidateQueries({ queryKey: schoolKey(school) })}
      onClose={dialog.close}
      onDone={dialog.done}
      back={dialog.back}
    >
      <p>{noteOf(subscription)}</p>
      <p>
        <Link to="/school/$school/beheer/abonnementen/$subscription/geschiedenis" params={{ school, subscription: id }}>
          Bekijk de geschiedenis
        </Link>
      </p>
    </DetailsDialog>
  );
}

function noteOf({ status, ended_by_publisher: byPublisher }: Subscription): string {
  switch (status) {
    case 'ended':
      return 'Dit abonnement is afgelopen. De uitgever kan het weer voor je aanzetten.';
    case 'ending':
      if (byPublisher)
        return 'De uitgever heeft dit abonnement beëindigd. Klopt dat niet? Neem contact op met de uitgever.';
      return 'Het abonnement wordt niet meer verlengd. Tot de einddatum kun je dat nog annuleren.';
    default:
      return 'Het abonnement wordt elk jaar vanzelf verlengd. Beëindig je het, dan stopt het op de verlengingsdatum.';
  }
}
