import type { Report } from '../../../api/types';

type Lesson = Report['lessons'][number];

/** When each lesson was reached first; what was reported again, or reached before the period, is left out. */
export function reached({ lessons, reached_before: before }: Pick<Report, 'lessons' | 'reached_before'>): Lesson[] {
  let highest = before ?? -1;
  return lessons.filter(({ highest_lesson: lesson }) => {
    if (lesson <= highest) return false;
    highest = lesson;
    return true;
  });
}

export function practised(weeks: Report['weeks']): { home: number; school: number } {
  return {
    home: weeks.reduce((sum, week) => sum + week.home_seconds, 0),
    school: weeks.reduce((sum, week) => sum + week.school_seconds, 0),
  };
}

const numbers = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 2 });

/** '17,5 van 20' */
export const scoreText = ({ score, maximum_score: maximum }: Report['tests'][number]) =>
  `${numbers.format(score)} van ${numbers.format(maximum)}`;
