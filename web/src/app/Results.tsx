import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { BookIcon, PeopleIcon } from '../ui/icons';
import { SubNav, subLink } from './SubNav';

const route = getRouteApi('/signed-in/frame/school/$school/resultaten');

/** What is under 'Resultaten', side by side; the product that was chosen goes along. */
export function Results(): ReactNode {
  const { school } = route.useParams();
  const { product } = route.useSearch();
  const link = { params: { school }, search: { product }, ...subLink };
  return (
    <>
      <SubNav label="Resultaten">
        <li>
          <Link to="/school/$school/resultaten/leerlingen" {...link}>
            <PeopleIcon size={18} />
            Leerlingen
          </Link>
        </li>
        <li>
          <Link to="/school/$school/resultaten/documentatie" {...link}>
            <BookIcon size={18} />
            Documentatie
          </Link>
        </li>
      </SubNav>
      <Outlet />
    </>
  );
}
