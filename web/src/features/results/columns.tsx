import type { ReactNode } from 'react';
import type { PupilResult } from '../../api/types';
import type { Column } from '../../ui/DataTable';
import { ClockIcon, HouseIcon, SchoolIcon } from '../../ui/icons';
import { yearGroupName } from '../schools/words';
import { Heat } from './Heat';
import { timeText } from './time';
import classes from './ResultsPage.module.css';

/** The eight weeks up to the one on screen; who is not in it did not practise. */
export interface RecentWeeks {
  weeks: string[];
  of: Map<string, number[]>;
}

/** R3.2. The recent weeks come by themselves, perhaps later or not at all. */
export function columnsFor(
  pupils: PupilResult[],
  sector: string,
  recent: RecentWeeks | undefined,
): Column<PupilResult>[] {
  const rank = new Map(pupils.map(({ id }, index) => [id, index]));
  const sums = new Map([...(recent?.of ?? [])].map(([id, weeks]) => [id, weeks.reduce((sum, each) => sum + each, 0)]));
  const nothing = recent?.weeks.map(() => 0) ?? [];
  return [
    {
      key: 'naam',
      name: 'Naam',
      width: 'minmax(9.3rem, 2.2fr)',
      cell: (pupil) => pupil.display_name,
      sortBy: ({ id }) => rank.get(id),
    },
    {
      key: 'leerjaar',
      name: 'Leerjaar',
      width: 'minmax(6rem, 1.12fr)',
      cell: (pupil) => yearGroupName(sector, pupil.year_group),
      sortBy: (pupil) => pupil.year_group,
    },
    {
      key: 'les',
      name: 'Hoogst afgeronde les',
      width: 'minmax(6.8rem, 1.3fr)',
      cell: (pupil) => pupil.highest_lesson ?? <None />,
      sortBy: (pupil) => pupil.highest_lesson,
    },
    time('thuis', 'Oefentijd thuis', 'thuis', <HouseIcon />, (pupil) => pupil.home_seconds),
    time('school', 'Oefentijd op school', 'op school', <SchoolIcon />, (pupil) => pupil.school_seconds),
    time('totaal', 'Oefentijd totaal', 'totaal', <ClockIcon />, (pupil) => pupil.home_seconds + pupil.school_seconds),
    {
      key: 'weken',
      name: 'Laatste 8 weken',
      width: 'minmax(7.25rem, 1.2fr)',
      cell: ({ id }) =>
        recent === undefined ? <None /> : <Heat weeks={recent.weeks} seconds={recent.of.get(id) ?? nothing} />,
      sortBy: ({ id }) => (recent === undefined ? undefined : (sums.get(id) ?? 0)),
    },
    {
      key: 'toets',
      name: 'Lessen tot toets',
      width: 'minmax(5.75rem, 1.05fr)',
      cell: (pupil) => pupil.lessons_until_test ?? <None />,
      sortBy: (pupil) => pupil.lessons_until_test,
    },
  ];
}

function time(
  key: string,
  name: string,
  short: string,
  icon: ReactNode,
  seconds: (pupil: PupilResult) => number,
): Column<PupilResult> {
  return {
    key,
    name,
    heading: (
      <span className={classes.time}>
        {icon}
        <span>
          <span className="unseen">Oefentijd </span>
          {short}
        </span>
      </span>
    ),
    width: 'minmax(6.3rem, 1.22fr)',
    cell: (pupil) => <span data-none={seconds(pupil) === 0}>{timeText(seconds(pupil))}</span>,
    sortBy: seconds,
  };
}

const None = () => (
  <>
    <span aria-hidden="true" data-none="true">
      –
    </span>
    <span className="unseen">nog niet bekend</span>
  </>
);
