import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import { counted } from '../../api/messages';
import type { OperatorSchool } from '../../api/types';
import { type Column, DataTable } from '../../ui/DataTable';
import { Card, Page } from '../../ui/Page';
import { type Sort, sorted } from '../../ui/sorting';
import { sectorName } from '../schools/words';
import { schoolsQuery } from './queries';

const toSubscriptions = '/uitgever/scholen/$school/abonnementen';

const columns: Column<OperatorSchool>[] = [
  {
    key: 'naam',
    name: 'School',
    width: '2fr',
    cell: (s) => (
      <Link to={toSubscriptions} params={{ school: s.id }}>
        {s.name}
      </Link>
    ),
    sortBy: (s) => s.name,
  },
  { key: 'plaats', name: 'Plaats', width: '1.4fr', cell: (s) => s.place, sortBy: (s) => s.place },
  { key: 'brin', name: 'BRIN', width: '1fr', cell: (s) => s.brin, sortBy: (s) => s.brin },
  {
    key: 'soort',
    name: 'Soort onderwijs',
    width: '1.6fr',
    cell: (s) => sectorName(s.sector),
    sortBy: (s) => s.sector,
  },
  {
    key: 'gebruikers',
    name: 'Actieve gebruikers',
    width: '1.4fr',
    cell: (s) => s.active_users,
    sortBy: (s) => s.active_users,
  },
];

export function SchoolsPage(): ReactNode {
  const schools = useSuspenseQuery(schoolsQuery).data;
  const navigate = useNavigate();
  const [sort, setSort] = useState<Sort>({ by: 'naam', down: false });
  return (
    <Page
      title="Alle scholen"
      lead={`Lexipoort heeft ${counted(schools.length, 'school', 'scholen')}. Kies een school voor haar abonnementen.`}
    >
      {schools.length === 0 ? (
        <Card>
          <p>Er zijn nog geen scholen.</p>
        </Card>
      ) : (
        <DataTable
          caption="Scholen"
          columns={columns}
          rows={sorted(schools, columns, sort)}
          rowKey={(school) => school.id}
          sort={sort}
          onSort={setSort}
          onPress={({ id }) => void navigate({ to: toSubscriptions, params: { school: id } })}
        />
      )}
    </Page>
  );
}
