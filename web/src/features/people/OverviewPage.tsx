import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSchool } from '../../app/session';
import { BoxIcon, PlusIcon } from '../../ui/icons';
import { LinkButton } from '../../ui/LinkButton';
import { Page } from '../../ui/Page';
import { PeopleView } from './PeopleView';

const route = getRouteApi('/signed-in/frame/school/$school/beheer/gebruikers');

export function OverviewPage(): ReactNode {
  const school = useSchool();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  if (school === undefined) return null;
  const params = { school: school.id };
  return (
    <Page
      title="Gebruikersoverzicht"
      actions={
        <>
          <LinkButton
            to="/school/$school/beheer/archief"
            params={params}
            variant="default"
            size="md"
            leftSection={<BoxIcon />}
          >
            Gebruikersarchief
          </LinkButton>
          <LinkButton to="/school/$school/beheer/aanmaken" params={params} size="md" leftSection={<PlusIcon />}>
            Gebruikers aanmaken
          </LinkButton>
        </>
      }
    >
      <PeopleView
        key={school.id}
        school={school}
        state="active"
        view={view}
        onView={(change) =>
          void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false })
        }
        nobody={<p>Er zijn nog geen actieve gebruikers. Maak ze aan, of haal ze uit het archief.</p>}
      />
    </Page>
  );
}
