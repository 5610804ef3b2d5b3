import { useRef, useState } from 'react';
import type { Person, Ticked } from '../../../api/types';

/** Who was ticked, each as they were seen at that moment: the server refuses what changed since. */
export type Chosen = ReadonlyMap<string, Person>;

export const toTicked = (people: Person[]): Ticked[] => people.map(({ id, version }) => ({ id, version }));

/** The rows from the one that was ticked last up to this one, in the order in which they are shown. */
export function rangeOf(rows: Person[], from: string | undefined, to: string): Person[] {
  const [start, end] = [rows.findIndex(({ id }) => id === from), rows.findIndex(({ id }) => id === to)];
  if (end < 0) return [];
  if (start < 0) return rows.slice(end, end + 1);
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** Those who are not (any more) as they were when they were ticked. */
export function changedSince(chosen: Chosen, fresh: Person[]): Person[] {
  const now = new Map(fresh.map((person) => [person.id, person]));
  return [...chosen.values()].filter(({ id, version }) => now.get(id)?.version !== version);
}

export function useSelection(rows: Person[]) {
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const anchor = useRef<string>(undefined);

  const set = (people: Person[], on: boolean) => {
    const next = new Map(chosen);
    for (const person of people) {
      if (!on) next.delete(person.id);
      else if (!next.has(person.id)) next.set(person.id, person);
    }
    setChosen(next);
  };
  return {
    chosen,
    set,
    /** With `range`, all from the last one that was ticked, as with Shift in any list. */
    tick: (person: Person, on: boolean, range: boolean) => {
      set(range ? rangeOf(rows, anchor.current, person.id) : [person], on);
      anchor.current = person.id;
    },
    clear: () => {
      anchor.current = undefined;
      setChosen(new Map());
    },
  };
}
