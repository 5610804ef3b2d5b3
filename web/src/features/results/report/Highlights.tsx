import type { ReactNode } from 'react';
import type { Report } from '../../../api/types';
import { shortDay, today } from '../../../ui/days';
import { BookIcon, ClockIcon, HouseIcon, SchoolIcon, StairsIcon } from '../../../ui/icons';
import { timeText } from '../time';
import { practised } from './figures';
import classes from './report.module.css';

/** What one wants to know first. */
export function Highlights({ report }: { report: Report }) {
  const { home, school } = practised(report.weeks);
  const { highest_lesson: lesson, lessons_until_test: lessons } = report;
  const then = report.until < today() ? `op ${shortDay(report.until)}` : 'nu';
  return (
    <dl className={classes.highlights}>
      <Highlight icon={<HouseIcon />} name="Oefentijd thuis" value={timeText(home)} />
      <Highlight icon={<SchoolIcon />} name="Oefentijd op school" value={timeText(school)} />
      <Highlight icon={<ClockIcon />} name="Oefentijd totaal" value={timeText(home + school)} />
      <Highlight icon={<StairsIcon />} name={`Hoogst afgeronde les ${then}`} value={lesson ?? 'nog geen'} />
      <Highlight icon={<BookIcon />} name={`Lessen tot toets ${then}`} value={lessons ?? 'niet bekend'} />
    </dl>
  );
}

const Highlight = ({ icon, name, value }: { icon: ReactNode; name: string; value: ReactNode }) => (
  <div>
    <dt>
      {icon}
      {name}
    </dt>
    <dd>{value}</dd>
  </div>
);
