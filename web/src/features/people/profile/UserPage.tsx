import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { putProfile } from '../../../api/calls';
import { emailWaits } from '../../../api/messages';
import type { Profile, SchoolOfUser } from '../../../api/types';
import { LeaveGuard } from '../../../app/LeaveGuard';
import { sessionQuery, useSchool } from '../../../app/session';
import { EditCard } from '../../../ui/EditCard';
import { Facts } from '../../../ui/Facts';
import { LinkButton } from '../../../ui/LinkButton';
import { notifyGood } from '../../../ui/notify';
import { Note } from '../../../ui/Note';
import { Card, Page } from '../../../ui/Page';
import { schoolKey } from '../../schools/queries';
import { fieldNames, valuesOf } from '../../accounts/profile';
import { WaitingEmail } from '../../accounts/WaitingEmail';
import { Ticket } from '../create/Ticket';
import { productsQuery, profileQuery } from '../queries';
import { useTellDone } from '../useUndo';
import { fullName } from '../words';
import { fieldsOf, shownIn, toSend } from './form';
import { ProfileForm } from './ProfileForm';
import { RolesForm } from './RolesForm';
import { RolesNow } from './RolesNow';

const route = getRouteApi('/signed-in/frame/school/$school/beheer/gebruikers/$user');

export function UserPage(): ReactNode {
  const { user } = route.useParams();
  const school = useSchool();
  if (school === undefined) return null;
  return <User key={`${school.id}/${user}`} school={school} user={user} />;
}

/** R4.12.1, R4.12.3: one thing is changed at a time, so that one never stands in the other's way. */
function User({ school, user }: { school: SchoolOfUser; user: string }) {
  const queryClient = useQueryClient();
  const profile = useSuspenseQuery(profileQuery(school.id, user)).data;
  const products = useSuspenseQuery(productsQuery(school.id)).data;
  const [editing, setEditing] = useState<'profile' | 'roles' | undefined>();
  const [dirty, setDirty] = useState(false);
  const [given, setGiven] = useState<string | undefined>();
  const [kept, setKept] = useState(false);
  const tell = useTellDone(school.id);
  const onDirty = useCallback((now: boolean) => setDirty(now), []);
  const ticket = useRef<HTMLDivElement>(null);
  // It can be read only now, so that is where one goes on.
  useEffect(() => {
    if (given !== undefined) ticket.current?.focus();
  }, [given]);
  const name = fullName(profile);
  const { lijst: list, ...view } = route.useSearch();

  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: schoolKey(school.id) });
    if (profile.is_self) void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const withdraw = async () => {
    const edit = toSend(
      profile.kind,
      { version: profile.version, new_email: null },
      { ...valuesOf(profile), password: '' },
    );
    queryClient.setQueryData(profileQuery(school.id, user).queryKey, await putProfile(school.id, user, edit));
  };
  // Not where this user is now: after archiving one, one goes on with the next in the overview.
  const back =
    list === 'archief'
      ? ({ to: '/school/$school/beheer/archief', name: 'Gebruikersarchief' } as const)
      : ({ to: '/school/$school/beheer/gebruikers', name: 'Gebruikersoverzicht' } as const);

  return (
    <Page
      title={name}
      lead={leadOf(profile)}
      narrow
      actions={
        <LinkButton to={back.to} params={{ school: school.id }} search={view} variant="default" size="md">
          {back.name}
        </LinkButton>
      }
    >
      {profile.archived ? (
        <Note title={`${name} staat in het archief`}>
          <p>
            {profile.kind === 'pupil'
              ? 'Daarom kun je hier niets wijzigen. Haal de leerling eerst uit het archief.'
              : 'Daarom kun je hier niets wijzigen. Haal deze professional eerst uit het archief.'}
          </p>
          <LinkButton
            to="/school/$school/beheer/archief"
            params={{ school: school.id }}
            search={{
              zoek: name,
              taak: profile.kind === 'pupil' ? 'leerlingen-koppelen' : 'professionals-koppelen',
            }}
            variant="default"
          >
            Koppelen in het archief
          </LinkButton>
        </Note>
      ) : null}
      {given === undefined ? null : (
        <div ref={ticket} role="group" aria-label={`Het nieuwe wachtwoord van ${profile.first_name}`} tabIndex={-1}>
          <Card title={`Het nieuwe wachtwoord van ${profile.first_name}`}>
            <Ticket
              school={school}
              pupil={{ display_name: name, user_name: profile.user_name ?? '', password: given }}
              onKept={() => setKept(true)}
            />
          </Card>
        </div>
      )}
      <EditCard
        title="Profiel"
        button={profile.archived ? undefined : 'Wijzig profiel'}
        disabled={editing !== undefined}
        onEdit={() => setEditing('profile')}
        form={
          editing === 'profile' ? (
            <ProfileForm
              school={school}
              profile={profile}
              onDirty={onDirty}
              onCancel={() => setEditing(undefined)}
              onSaved={(now, { password, waiting, archived }) => {
                setEditing(undefined);
                if (password !== '') {
                  setGiven(password);
                  setKept(false);
                }
                refresh();
                const saved = `Het profiel van ${fullName(now)} is opgeslagen.${waiting === undefined ? '' : ` ${emailWaits(waiting)}`}`;
                if (archived === undefined) notifyGood(saved);
                else tell(archived, `${fullName(now)} staat nu in het archief.`);
              }}
            />
          ) : null
        }
      >
        <Facts
          facts={fieldsOf[profile.kind].map((field) => [
            fieldNames[field],
            shownIn(school.sector)(field, valuesOf(profile)[field]),
          ])}
        />
        <WaitingEmail
          address={profile.new_email}
          withdraw={profile.own_profile_only || profile.archived ? undefined : withdraw}
        />
      </EditCard>
      <EditCard
        title="Rollen en producten"
        button={profile.archived ? undefined : 'Wijzig rollen en producten'}
        disabled={editing !== undefined}
        onEdit={() => setEditing('roles')}
        form={
          editing === 'roles' ? (
            <RolesForm
              school={school}
              profile={profile}
              products={products}
              onDirty={onDirty}
              onCancel={() => setEditing(undefined)}
              onSaved={(done, archived) => {
                setEditing(undefined);
                refresh();
                tell(
                  done,
                  archived ? `${name} staat nu in het archief.` : `De koppelingen van ${name} zijn opgeslagen.`,
                );
              }}
            />
          ) : null
        }
      >
        <RolesNow profile={profile} />
      </EditCard>
      <LeaveGuard unsaved={dirty || (given !== undefined && !kept)}>
        {dirty
          ? 'Wat je hebt veranderd is nog niet opgeslagen. Als je weggaat, raak je het kwijt.'
          : 'Je kunt dit wachtwoord hierna niet meer zien. Bewaar het eerst.'}
      </LeaveGuard>
    </Page>
  );
}

function leadOf({ kind, is_self: self }: Profile) {
  if (self) return 'Dit ben jij';
  return kind === 'pupil' ? 'Leerling' : 'Onderwijsprofessional';
}
