import '@mantine/charts/styles.layer.css';
import '@mantine/core/styles/ColorSwatch.layer.css';
import { BarChart, ChartTooltip, LineChart } from '@mantine/charts';
import type { Report } from '../../../api/types';
import { shortDayOf } from '../../../ui/days';
import { timeText } from '../time';
import { numberOf } from '../weeks';

/** Fetched by itself when a report is opened: the drawing is as large as the rest of the page. */

const height = 280;
const minutesText = (minutes: number) => timeText(minutes * 60);
// Who cannot see it has the table; it has nothing to press.
const still = { accessibilityLayer: false };

export function PracticeChart({ weeks }: { weeks: Report['weeks'] }) {
  const isOfOneYear = weeks.every(({ week }) => week.slice(0, 4) === weeks[0]?.week.slice(0, 4));
  return (
    <BarChart
      h={height}
      type="stacked"
      data={weeks.map(({ week, home_seconds: home, school_seconds: school }) => ({
        week: isOfOneYear ? `wk ${numberOf(week)}` : `wk ${numberOf(week)} (${week.slice(0, 4)})`,
        home: home / 60,
        school: school / 60,
      }))}
      dataKey="week"
      series={[
        { name: 'home', label: 'Thuis', color: 'var(--action)' },
        { name: 'school', label: 'Op school', color: '#c8730e' },
      ]}
      valueFormatter={minutesText}
      withLegend
      legendProps={{ verticalAlign: 'top' }}
      barChartProps={still}
      barProps={{ isAnimationActive: false }}
      yAxisProps={{ width: 68, allowDecimals: false }}
      maxBarWidth={44}
    />
  );
}

const series = [{ name: 'lesson', label: 'Hoogst afgeronde les', color: 'var(--action)' }];

export function LessonsChart({ lessons }: { lessons: Report['lessons'] }) {
  return (
    <LineChart
      h={height}
      curveType="stepAfter"
      data={lessons.map(({ at, highest_lesson: lesson }) => ({ at, lesson }))}
      dataKey="at"
      series={series}
      lineChartProps={still}
      lineProps={{ isAnimationActive: false }}
      // Days lie as far apart as they are.
      xAxisProps={{ type: 'number', domain: ['dataMin', 'dataMax'], tickFormatter: shortDayOf, minTickGap: 24 }}
      yAxisProps={{ allowDecimals: false }}
      tooltipProps={{
        content: ({ active, label, payload }) =>
          active ? <ChartTooltip label={shortDayOf(Number(label))} payload={payload} series={series} /> : null,
      }}
    />
  );
}
