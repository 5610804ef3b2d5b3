import { numberOf } from './weeks';
import classes from './Heat.module.css';

const list = new Intl.ListFormat('nl', { type: 'conjunction' });

/** What was practised is never called nothing. */
const minutesOf = (seconds: number) => Math.ceil(seconds / 60);

/** From nothing to an hour or more: what can be told apart at a glance. */
function levelOf(seconds: number): number {
  if (seconds === 0) return 0;
  return 1 + [15, 30, 60].filter((minutes) => seconds >= minutes * 60).length;
}

/** Eight weeks at a glance: a bar for each, higher and darker where there was more practice. */
export function Heat({ weeks, seconds }: { weeks: string[]; seconds: number[] }) {
  const [first = '', last = ''] = [weeks[0], weeks.at(-1)];
  const minutes = list.format(seconds.map((each) => String(minutesOf(each))));
  return (
    <span
      className={classes.heat}
      role="img"
      aria-label={`${minutes} minuten in week ${numberOf(first)} t/m ${numberOf(last)}`}
    >
      {weeks.map((week, index) => {
        const each = seconds[index] ?? 0;
        return (
          <span key={week} data-level={levelOf(each)} title={`week ${numberOf(week)}: ${minutesOf(each)} min`}>
            <i />
          </span>
        );
      })}
    </span>
  );
}

const levels = ['niet', '< 15', '< 30', '< 60', '60+ min'];

/** What the bars stand for; who cannot see them has the minutes. */
export const HeatLegend = () => (
  <span className={classes.legend} aria-hidden="true">
    Per week:
    {levels.map((words, level) => (
      <span key={words} className={classes.heat}>
        <span data-level={level}>
          <i />
        </span>
        {words}
      </span>
    ))}
  </span>
);
