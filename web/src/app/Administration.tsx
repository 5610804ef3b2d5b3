import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { BookIcon, BoxIcon, CalendarIcon, PeopleIcon } from '../ui/icons';
import { SubNav, subLink } from './SubNav';

const route = getRouteApi('/signed-in/frame/school/$school/beheer');

const pages = [
  { to: '/school/$school/beheer/gebruikers', name: 'Gebruikers', Icon: PeopleIcon },
  { to: '/school/$school/beheer/archief', name: 'Archief', Icon: BoxIcon },
  { to: '/school/$school/beheer/abonnementen', name: 'Abonnementen', Icon: CalendarIcon },
  { to: '/school/$school/beheer/logboek', name: 'Logboek', Icon: BookIcon },
] as const;

/** What is under 'Beheer', side by side. */
export function Administration(): ReactNode {
  const { school } = route.useParams();
  return (
    <>
      <SubNav label="Beheer">
        {pages.map(({ to, name, Icon }) => (
          <li key={to}>
            <Link to={to} params={{ school }} {...subLink}>
              <Icon size={18} />
              {name}
            </Link>
          </li>
        ))}
      </SubNav>
      <Outlet />
    </>
  );
}
