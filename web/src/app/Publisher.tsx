import { Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PencilIcon, SchoolIcon } from '../ui/icons';
import { SubNav, subLink } from './SubNav';

/** What the publisher's staff do, side by side. */
export function Publisher(): ReactNode {
  return (
    <>
      <SubNav label="Uitgever">
        <li>
          <Link to="/uitgever" {...subLink} activeOptions={{ exact: true, includeSearch: false }}>
            <SchoolIcon size={18} />
            Scholen
          </Link>
        </li>
        <li>
          <Link to="/uitgever/inhoud" {...subLink}>
            <PencilIcon size={18} />
            Inhoud
          </Link>
        </li>
      </SubNav>
      <Outlet />
    </>
  );
}
