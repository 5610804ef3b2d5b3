import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FetchFault } from '../../app/FetchFault';
import { Card } from '../../ui/Page';
import { ProductName } from './ProductName';
import { subscriptionsQuery } from './queries';
import { StatusTag } from './StatusTag';
import { seatsText, typeText } from './words';
import classes from './subscriptions.module.css';

/** R1.5 'Lopende abonnementen': what has not ended yet. */
export function RunningSubscriptions({ school }: { school: string }) {
  const query = useQuery(subscriptionsQuery(school));
  if (query.data === undefined) return <FetchFault query={query} />;
  const subscriptions = query.data.filter(({ status }) => status !== 'ended');
  return (
    <Card title="Lopende abonnementen">
      {subscriptions.length === 0 ? <p>Je school heeft nu geen lopend abonnement.</p> : null}
      <ul className={classes.running} aria-label="Lopende abonnementen">
        {subscriptions.map((one) => (
          <li key={one.id}>
            <ProductName icon={one.product.icon}>
              <Link to="/school/$school/beheer/abonnementen/$subscription" params={{ school, subscription: one.id }}>
                {one.product.name}
              </Link>
            </ProductName>
            <StatusTag of={one} />
            <small>{`${typeText(one)}, ${seatsText(one)}`}</small>
          </li>
        ))}
      </ul>
    </Card>
  );
}
