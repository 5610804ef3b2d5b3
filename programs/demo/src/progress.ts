import { appendFileSync } from 'node:fs';
import { readLines, textOf, writeLines } from './lines.js';

interface Reached {
  pupil: string;
  product: string;
  lesson: number;
}

const keyOf = (pupil: string, product: string) => JSON.stringify([pupil, product]);

/** How far each pupil is with each product: one program may stand behind several. */
export class Progress {
  readonly #reached = new Map<string, Reached>();

  constructor(private readonly file: string) {
    for (const line of readLines(file) as Reached[]) this.#reached.set(keyOf(line.pupil, line.product), line);
    // One line for each pupil is enough; those of earlier lessons go.
    writeLines(file, [...this.#reached.values()]);
  }

  highest(pupil: string, product: string): number {
    return this.#reached.get(keyOf(pupil, product))?.lesson ?? 0;
  }

  /** Keeps that a lesson is done; gives the highest one that is. */
  finish(pupil: string, product: string, lesson: number): number {
    const highest = this.highest(pupil, product);
    if (lesson <= highest) return highest;
    const reached = { pupil, product, lesson };
    appendFileSync(this.file, textOf([reached]));
    this.#reached.set(keyOf(pupil, product), reached);
    return lesson;
  }
}
