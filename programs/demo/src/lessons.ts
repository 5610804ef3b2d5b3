/** Each word has a picture in public/pictures, and real words that look like it: reading finds the difference. */
const LOOKALIKES = {
  vis: ['vos', 'mis', 'vies'],
  zon: ['ton', 'zin', 'zoon'],
  pet: ['pit', 'net', 'put'],
  kip: ['kap', 'tip', 'kin'],
  bal: ['bel', 'val', 'bak'],
  bed: ['bad', 'bel', 'big'],
  bus: ['bos', 'bes', 'mus'],
  pen: ['pan', 'pit', 'ben'],
  kam: ['kat', 'ham', 'kom'],
  boom: ['boek', 'room', 'bom'],
  roos: ['roof', 'doos', 'ros'],
  maan: ['baan', 'man', 'maat'],
  boot: ['boos', 'bot', 'noot'],
  peer: ['beer', 'pier', 'meer'],
  kaas: ['haas', 'baas', 'kaal'],
  huis: ['muis', 'huid', 'huil'],
  muis: ['huis', 'mus', 'buis'],
  boek: ['doek', 'koek', 'boer'],
  deur: ['geur', 'duur', 'deuk'],
  ster: ['stem', 'stel', 'sterk'],
  bloem: ['bloei', 'bloes', 'boem'],
  klok: ['blok', 'kok', 'klop'],
  vlag: ['vlak', 'vla', 'slag'],
  fles: ['les', 'flap', 'flits'],
  slak: ['vlak', 'sla', 'slap'],
  hart: ['hert', 'harp', 'kaart'],
} as const;

export type Word = keyof typeof LOOKALIKES;

/** Five lessons each: short sounds, long ones, two letters for one sound, and consonants side by side. */
const STAGES: readonly (readonly Word[])[] = [
  ['vis', 'zon', 'pet', 'kip', 'bal', 'bed', 'bus', 'pen', 'kam', 'boom'],
  ['boom', 'roos', 'maan', 'boot', 'peer', 'kaas', 'vis', 'kip', 'bus', 'kam'],
  ['huis', 'muis', 'boek', 'deur', 'boom', 'roos', 'maan', 'boot', 'peer', 'kaas'],
  ['ster', 'bloem', 'klok', 'vlag', 'fles', 'slak', 'hart', 'muis', 'boek', 'deur'],
];
const LESSONS_OF_STAGE = 5;

export const LESSONS = STAGES.length * LESSONS_OF_STAGE;
export const QUESTIONS = 8;
const TEST_EVERY = 5;

export interface Question {
  picture: Word;
  choices: string[];
}

/** The words of a lesson: each lesson leaves two others of its stage out, and begins elsewhere. */
function wordsOf(lesson: number): Word[] {
  const stage = STAGES[Math.floor((lesson - 1) / LESSONS_OF_STAGE)] ?? [];
  const start = ((lesson - 1) % LESSONS_OF_STAGE) * 2;
  // A step of 7 meets each of the ten words once.
  return Array.from({ length: QUESTIONS }, (_, index) => stage[(start + index * 7) % stage.length] ?? 'vis');
}

/** The questions of a lesson: the same for every child, different for every lesson. */
export function questionsOf(lesson: number): Question[] {
  return wordsOf(lesson).map((picture, index) => {
    const others = LOOKALIKES[picture];
    const first = (lesson + index) % others.length;
    const choices: string[] = others.filter((_, other) => other !== first);
    choices.splice((lesson + index * 2) % 3, 0, picture);
    return { picture, choices };
  });
}

/** Every fifth lesson is a test as well: how many words are found at the first try. */
export const isTest = (lesson: number) => lesson % TEST_EVERY === 0;

/** All lessons with their words, for who wants to know what is practised. */
export function allLessons(): { lesson: number; words: Word[]; test: boolean }[] {
  return Array.from({ length: LESSONS }, (_, index) => ({
    lesson: index + 1,
    words: wordsOf(index + 1),
    test: isTest(index + 1),
  }));
}

/** Lessons that are left until the next test: there is one after every fifth. */
export function lessonsUntilTest(highestLesson: number): number {
  return TEST_EVERY - (highestLesson % TEST_EVERY);
}
