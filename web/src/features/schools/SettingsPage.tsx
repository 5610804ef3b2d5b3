import type { ReactNode } from 'react';
import { useSchool } from '../../app/session';
import { Facts } from '../../ui/Facts';
import { Card, Page } from '../../ui/Page';
import { roleNames, sectorName } from '../people/words';

export function SettingsPage(): ReactNode {
  const school = useSchool();
  if (school === undefined) return null;
  return (
    <Page title={`Instellingen van ${school.name}`} narrow>
      <Card title="De school">
        <Facts
          facts={[
            ['Naam', school.name],
            ['Plaats', school.place],
            ['Soort onderwijs', sectorName(school.sector)],
            ['Jouw rol hier', school.roles.map((role) => roleNames[role]).join(' en ') || 'Geen rol'],
          ]}
        />
        <p>Klopt er iets niet? Geef het door aan de uitgever, dan passen zij het aan.</p>
      </Card>
    </Page>
  );
}
