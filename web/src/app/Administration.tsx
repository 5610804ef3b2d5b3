import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { BookIcon, BoxIcon, CalendarIcon, PeopleIcon } from '../ui/icons';
import classes from './Administration.module.css';

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
      <nav className={classes.nav} aria-label="Beheer">
        <ul>
          {pages.map(({ to, name, Icon }) => (
            <li key={to}>
              <Link
                to={to}
                params={{ school }}
                className={classes.link}
                activeOptions={{ includeSearch: false }}
                activeProps={{ 'aria-current': 'page' }}
              >
                <Icon size={18} />
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </>
  );
}
