import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LESSONS, lessonsUntilTest, questionsOf } from './lessons.js';

const lessons = Array.from({ length: LESSONS }, (_, index) => questionsOf(index + 1));

test('twenty lessons of eight words, each with its own list', () => {
  expect(lessons).toHaveLength(20);
  const lists = lessons.map((questions) => questions.map(({ picture }) => picture));
  for (const list of lists) expect(new Set(list).size).toBe(8);
  expect(new Set(lists.map((list) => list.toSorted().join(' '))).size).toBe(20);
});

test('a question has three different words, one of them right, and a picture of it', () => {
  for (const { picture, choices } of lessons.flat()) {
    expect(new Set(choices).size, picture).toBe(3);
    expect(choices).toContain(picture);
    expect(existsSync(new URL(`../public/pictures/${picture}.svg`, import.meta.url)), picture).toBe(true);
  }
});

test('the right word stands in each place in every lesson: the place tells nothing', () => {
  for (const questions of lessons) {
    expect(new Set(questions.map(({ picture, choices }) => choices.indexOf(picture)))).toEqual(new Set([0, 1, 2]));
  }
});

test('a test comes after every fifth lesson', () => {
  expect([0, 1, 4, 5, 9, 10].map(lessonsUntilTest)).toEqual([5, 4, 1, 5, 1, 5]);
});
