import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SchoolOfUser } from '../../api/types';
import { has, useSchool } from '../../app/session';
import { Facts } from '../../ui/Facts';
import { Card, Page } from '../../ui/Page';
import { roleSentence } from '../accounts/words';
import { sectorName } from './words';
import { AddressCard } from './AddressCard';
import { settingsQuery } from './queries';
import { RetentionCard } from './RetentionCard';
import { SecondFactorDemand } from './SecondFactorDemand';

export function SettingsPage(): ReactNode {
  const school = useSchool();
  if (school === undefined) return null;
  return <Settings key={school.id} school={school} />;
}

/** R4.2.1 */
function Settings({ school }: { school: SchoolOfUser }) {
  const settings = useSuspenseQuery(settingsQuery(school.id)).data;
  return (
    <Page title={`Instellingen van ${settings.name}`} narrow>
      <Card title="De school">
        <Facts
          facts={[
            ['Naam', settings.name],
            ['Plaats', settings.place],
            ['BRIN en vestiging', `${settings.brin} ${settings.location_code}`],
            ['Soort onderwijs', sectorName(settings.sector)],
            ['Jouw rol hier', roleSentence(school.roles)],
          ]}
        />
        <p>Klopt er iets niet? Geef het door aan de uitgever, dan passen zij het aan.</p>
      </Card>
      <Card title="Manier van inloggen">
        {has(school, 'administrator') ? (
          <AddressCard school={school.id} settings={settings} />
        ) : (
          <p>
            Hier staat met welk adres de school op internet zit, om te zien wie er op school oefent en wie thuis. Alleen
            een beheerder van je school ziet dat en kan het veranderen.
          </p>
        )}
      </Card>
      {has(school, 'administrator') ? (
        <Card title="Bewaartermijn">
          <RetentionCard school={school.id} settings={settings} />
        </Card>
      ) : null}
      {has(school, 'administrator') ? (
        <Card title="Beheerders loggen in twee stappen in">
          <SecondFactorDemand school={school} />
        </Card>
      ) : null}
    </Page>
  );
}
