import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSchool } from '../../app/session';
import { PeopleIcon } from '../../ui/icons';
import { LinkButton } from '../../ui/LinkButton';
import { Page } from '../../ui/Page';
import { PeopleView } from './PeopleView';

const route = getRouteApi('/signed-in/frame/school/$school/beheer/archief');

export function ArchivePage(): ReactNode {
  const school = useSchool();
  const view = route.useSearch();
  const navigate = route.useNavigate();
  if (school === undefined) return null;
  return (
    <Page
      title="Gebruikersarchief"
      lead="Hier staat wie nu niet met Lexipoort werkt. Koppel een leerling, en hij of zij kan aan de slag."
      actions={
        <LinkButton
          to="/school/$school/beheer/gebruikers"
          params={{ school: school.id }}
          variant="default"
          size="md"
          leftSection={<PeopleIcon />}
        >
          Gebruikersoverzicht
        </LinkButton>
      }
    >
      <PeopleView
        key={school.id}
        school={school}
        state="archived"
        view={view}
        onView={(change) =>
          void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false })
        }
        nobody={<p>Het archief is leeg. Iedereen van je school is actief.</p>}
      />
    </Page>
  );
}
