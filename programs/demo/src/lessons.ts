/** Words that have a picture in public/pictures. */
export const WORDS = [
  'boom', 'vis', 'roos', 'maan', 'huis', 'zon', 'pet', 'kip', 'boot', 'bal', 'ster', 'bed',
] as const; // prettier-ignore

export type Word = (typeof WORDS)[number];

export const LESSONS = 20;
export const QUESTIONS = 8;
const TEST_EVERY = 5;

export interface Question {
  picture: Word;
  choices: string[];
}

/** Real words that look like the right one: reading, not guessing, finds the difference. */
const LOOKALIKES: Record<Word, string[]> = {
  boom: ['boek', 'room', 'bom'],
  vis: ['vos', 'mis', 'vies'],
  roos: ['roof', 'doos', 'ros'],
  maan: ['baan', 'man', 'maat'],
  huis: ['muis', 'huid', 'huil'],
  zon: ['ton', 'zin', 'zoon'],
  pet: ['pit', 'net', 'pen'],
  kip: ['kap', 'tip', 'kin'],
  boot: ['boos', 'bot', 'noot'],
  bal: ['bel', 'val', 'bak'],
  ster: ['stem', 'stel', 'sterk'],
  bed: ['bad', 'bel', 'big'],
};

/** The questions of a lesson: the same for every child, different for every lesson. */
export function questionsOf(lesson: number): Question[] {
  return Array.from({ length: QUESTIONS }, (_, index) => {
    const picture = WORDS[(lesson * 5 + index * 7) % WORDS.length] ?? 'boom';
    const others = LOOKALIKES[picture];
    const first = others[(lesson + index) % others.length] ?? '';
    const second = others[(lesson + index + 1) % others.length] ?? '';
    const choices = [first, second];
    choices.splice((lesson + index * 2) % 3, 0, picture);
    return { picture, choices };
  });
}

/** Lessons that are left until the next test: there is one after every fifth. */
export function lessonsUntilTest(highestLesson: number): number {
  return TEST_EVERY - (highestLesson % TEST_EVERY);
}
