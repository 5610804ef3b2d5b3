import '../../ui/fields';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { changeSeats, endSubscriptionAsOperator, resumeSubscriptionAsOperator } from '../../api/calls';
import { counted, messageOf } from '../../api/messages';
import type { Subscription } from '../../api/types';
import { Button } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { DayField } from '../../ui/DayField';
import { longDay, today } from '../../ui/days';
import { LeftIcon, PlusIcon } from '../../ui/icons';
import { LinkButton } from '../../ui/LinkButton';
import { notifyGood } from '../../ui/notify';
import { Card, Page } from '../../ui/Page';
import { type Sort, sorted } from '../../ui/sorting';
import { AddDialog } from './AddDialog';
import { columnsOf } from './columns';
import { DetailsButton } from './DetailsButton';
import { DetailsDialog } from './DetailsDialog';
import { factsOf } from './facts';
import { operatorSubscriptionsQuery } from './queries';
import { useRowDialog } from './rowDialog';
import { calledText, stopText } from './words';
import classes from './subscriptions.module.css';

const route = getRouteApi('/signed-in/frame/uitgever/scholen/$school/abonnementen');
const columns = columnsOf(({ product }) => product.name);

/** R8.1: the subscriptions of one school, as the publisher sees them. */
export function OperatorSubscriptionsPage(): ReactNode {
  const { school: id } = route.useParams();
  const { school, products, subscriptions } = useSuspenseQuery(operatorSubscriptionsQuery(id)).data;
  const [sort, setSort] = useState<Sort>({ by: 'product', down: false });
  const [adding, setAdding] = useState(false);
  const dialog = useRowDialog();
  const open = subscriptions.find((one) => one.id === dialog.open);

  return (
    <Page
      title={`Abonnementen van ${school.name}`}
      lead={school.place}
      actions={
        <>
          <LinkButton to="/uitgever" variant="default" size="md" leftSection={<LeftIcon />}>
            Alle scholen
          </LinkButton>
          <Button size="md" leftSection={<PlusIcon />} onClick={() => setAdding(true)}>
            Abonnement toevoegen
          </Button>
        </>
      }
    >
      {subscriptions.length === 0 ? (
        <Card>
          <p>Deze school heeft nog geen abonnementen.</p>
        </Card>
      ) : (
        <DataTable
          caption={`Abonnementen van ${school.name}`}
          columns={columns}
          rows={sorted(subscriptions, columns, sort)}
          rowKey={(one) => one.id}
          sort={sort}
          onSort={setSort}
          tailWidth="6.5rem"
          tailHeading={<span className="unseen">Details</span>}
          tail={(one) => <DetailsButton of={calledText(one)} onClick={dialog.show(one.id)} />}
        />
      )}
      <AddDialog
        school={school}
        products={products}
        subscriptions={subscriptions}
        open={adding}
        onClose={() => setAdding(false)}
      />
      {open === undefined ? null : <OperatorDetails key={open.id} school={id} subscription={open} dialog={dialog} />}
    </Page>
  );
}

interface Props {
  school: string;
  subscription: Subscription;
  dialog: ReturnType<typeof useRowDialog>;
}

function OperatorDetails({ school, subscription, dialog }: Props) {
  const queryClient = useQueryClient();
  const { id, product, status } = subscription;
  const [day, setDay] = useState<string | undefined>(subscription.renews_on ?? today());
  const stops = status === 'ending' || status === 'ended';
  const refresh = () => queryClient.invalidateQueries({ queryKey: operatorSubscriptionsQuery(school).queryKey });
  return (
    <DetailsDialog
      title={`Abonnement op ${product.name}`}
      facts={factsOf(subscription)}
      end={
        stops
          ? undefined
          : {
              question: `Abonnement op ${product.name} beëindigen?`,
              sentence: day === undefined ? 'Kies eerst een dag.' : stopText(subscription, day),
              fields: <DayField label="Eerste dag zonder abonnement" value={day} onChange={setDay} />,
              disabled: day === undefined,
              run: () => endSubscriptionAsOperator(school, id, day ?? ''),
              told: `Het abonnement op ${product.name} stopt op ${longDay(day ?? today())}.`,
            }
      }
      resumable={stops}
      resume={{
        run: () => resumeSubscriptionAsOperator(school, id),
        told: `Het abonnement op ${product.name} loopt weer door.`,
      }}
      refresh={refresh}
      onClose={dialog.close}
      onDone={dialog.done}
      back={dialog.back}
    >
      {status === 'ended' ? null : <SeatsForm school={school} subscription={subscription} refresh={refresh} />}
      <p>
        <Link
          to="/uitgever/scholen/$school/abonnementen/$subscription/geschiedenis"
          params={{ school, subscription: id }}
        >
          Bekijk de geschiedenis
        </Link>
      </p>
    </DetailsDialog>
  );
}

interface SeatsProps {
  school: string;
  subscription: Subscription;
  refresh: () => unknown;
}

function SeatsForm({ school, subscription, refresh }: SeatsProps) {
  const [seats, setSeats] = useState(String(subscription.seats_total));
  // As it was when one began to type: what a colleague set meanwhile is not overwritten unseen.
  const [before, setBefore] = useState(subscription.seats_total);
  const change = useMutation({
    mutationFn: () => changeSeats(school, subscription.id, Number(seats), before),
    onSuccess: (now) => {
      setBefore(now.seats_total);
      notifyGood(
        `Het abonnement op ${now.product.name} heeft nu ${counted(now.seats_total, 'licentie', 'licenties')}.`,
      );
    },
    onSettled: refresh,
  });
  return (
    <form
      className={classes.seats}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <TextInput
        type="number"
        min={1}
        size="md"
        label="Aantal licenties"
        value={seats}
        error={change.isError ? messageOf(change.error) : undefined}
        onChange={(event) => {
          setSeats(event.currentTarget.value);
          setBefore(subscription.seats_total);
          change.reset();
        }}
      />
      <Button
        type="submit"
        size="md"
        variant="default"
        loading={change.isPending}
        disabled={seats === String(subscription.seats_total)}
      >
        Wijzigen
      </Button>
    </form>
  );
}
