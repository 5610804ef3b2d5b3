import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useState } from 'react';
import { putOwnProfile } from '../../api/calls';
import { emailWaits } from '../../api/messages';
import { LeaveGuard } from '../../app/LeaveGuard';
import { sessionQuery, useSession } from '../../app/session';
import { EditCard } from '../../ui/EditCard';
import { Facts } from '../../ui/Facts';
import { notifyGood } from '../../ui/notify';
import { Card, Page } from '../../ui/Page';
import { OwnProfileForm } from './OwnProfileForm';
import { fieldNames, fieldsOfAdults, shown, toSend, valuesOf } from './profile';
import { ownProfileQuery } from './queries';
import { WaitingEmail } from './WaitingEmail';
import { SecondFactorCard } from './second-factor/SecondFactorCard';
import { roleSentence } from './words';

const route = getRouteApi('/signed-in/frame/profiel');

/** R4.12.2 */
export function ProfilePage(): ReactNode {
  const queryClient = useQueryClient();
  const { melding } = route.useSearch();
  const { schools } = useSession();
  const profile = useSuspenseQuery(ownProfileQuery).data;
  const [editing, setEditing] = useState(false);
  const [dirty, setDirty] = useState(false);
  const onDirty = useCallback((now: boolean) => setDirty(now), []);
  const withdraw = async () => {
    const now = await putOwnProfile(toSend(profile.version, valuesOf(profile)));
    queryClient.setQueryData(ownProfileQuery.queryKey, now);
  };
  return (
    <Page title="Mijn profiel" narrow>
      <EditCard
        title="Profiel"
        button="Wijzig profiel"
        onEdit={() => setEditing(true)}
        form={
          editing ? (
            <OwnProfileForm
              profile={profile}
              onDirty={onDirty}
              onCancel={() => setEditing(false)}
              onSaved={(waiting) => {
                setEditing(false);
                // The name stands in the menu, and in the lists of each school.
                void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
                void queryClient.invalidateQueries({ queryKey: ['school'] });
                notifyGood(`Je profiel is opgeslagen.${waiting === undefined ? '' : ` ${emailWaits(waiting)}`}`);
              }}
            />
          ) : null
        }
      >
        <Facts facts={fieldsOfAdults.map((field) => [fieldNames[field], shown(valuesOf(profile)[field])])} />
        <WaitingEmail address={profile.new_email} withdraw={withdraw} />
      </EditCard>
      {schools.length === 0 ? null : (
        <Card title="Je rollen">
          <Facts facts={schools.map((school) => [school.name, roleSentence(school.roles)])} />
        </Card>
      )}
      <Card title="Wachtwoord">
        <p>
          Wil je een ander wachtwoord? Dan sturen we je een mail. <Link to="/wachtwoord">Wachtwoord veranderen</Link>
        </p>
      </Card>
      <SecondFactorCard asked={melding === 'tweede-stap'} />
      <LeaveGuard unsaved={dirty}>
        Wat je hebt veranderd is nog niet opgeslagen. Als je weggaat, raak je het kwijt.
      </LeaveGuard>
    </Page>
  );
}
