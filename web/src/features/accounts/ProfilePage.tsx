import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../../app/session';
import { Facts } from '../../ui/Facts';
import { Card, Page } from '../../ui/Page';
import { roleNames } from '../people/words';

export function ProfilePage(): ReactNode {
  const { user, schools } = useSession();
  return (
    <Page title="Mijn profiel" narrow>
      <Card title="Wie je bent">
        <Facts
          facts={[
            ['Naam', user.display_name],
            ...schools.map((school): [string, string] => [
              school.name,
              school.roles.length === 0 ? 'Geen rol' : school.roles.map((role) => roleNames[role]).join(' en '),
            ]),
          ]}
        />
      </Card>
      <Card title="Wachtwoord">
        <p>
          Wil je een ander wachtwoord? Dan sturen we je een mail. <Link to="/wachtwoord">Wachtwoord veranderen</Link>
        </p>
      </Card>
    </Page>
  );
}
