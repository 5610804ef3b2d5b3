import type { ComponentType } from 'react';
import { counted } from '../../../api/messages';
import type { Person } from '../../../api/types';
import { BadgeIcon, BadgeOffIcon, BoxIcon, LinkIcon, ReturnIcon, StairsIcon } from '../../../ui/icons';

export type State = 'active' | 'archived';

/** Something that can be done with many users at once. Its key stands in the address. */
export interface Task {
  key: string;
  name: string;
  text: string;
  Icon: ComponentType<{ size?: number }>;
  states: State[];
  /** Only they are listed while the task is going on; without it, everybody. */
  kind?: Person['kind'];
  /** Who of them still cannot be ticked, and the line that says so. */
  aside?: { is: (person: Person, self: string) => boolean; line: (count: number) => string };
  /** What those who can be ticked are called, one and many. */
  whom: [string, string];
}

const professionals: [string, string] = ['professional', 'professionals'];
const pupils: [string, string] = ['leerling', 'leerlingen'];
const users: [string, string] = ['gebruiker', 'gebruikers'];

export const tasks = [
  {
    key: 'archiveren',
    name: 'Gebruikers archiveren',
    text: 'Wie niet meer met Lexipoort werkt',
    Icon: BoxIcon,
    states: ['active'],
    aside: {
      is: (person, self) => person.id === self,
      line: () => 'Jij staat er zelf niet bij: jezelf archiveren kan niet.',
    },
    whom: users,
  },
  {
    key: 'dearchiveren',
    name: 'Gebruikers dearchiveren',
    text: 'Terug met de koppelingen van vroeger',
    Icon: ReturnIcon,
    states: ['archived'],
    aside: {
      is: (person) => !person.linked_before,
      line: (count) =>
        `${counted(count, 'gebruiker staat', 'gebruikers staan')} er niet bij, omdat er nog nooit een koppeling was. Gebruik daarvoor ‘Leerlingen koppelen’ of ‘Professionals koppelen’.`,
    },
    whom: users,
  },
  {
    key: 'professionals-koppelen',
    name: 'Professionals koppelen',
    text: 'Aan een rol of een product',
    Icon: BadgeIcon,
    states: ['active', 'archived'],
    kind: 'professional',
    whom: professionals,
  },
  {
    key: 'leerlingen-koppelen',
    name: 'Leerlingen koppelen',
    text: 'Aan een product en een begeleider',
    Icon: LinkIcon,
    states: ['active', 'archived'],
    kind: 'pupil',
    whom: pupils,
  },
  {
    key: 'rollen-verwijderen',
    name: 'Rollen verwijderen',
    text: 'Beheerder of begeleider af',
    Icon: BadgeOffIcon,
    states: ['active'],
    kind: 'professional',
    whom: professionals,
  },
  {
    key: 'leerjaar-aanpassen',
    name: 'Leerjaar aanpassen',
    text: 'Een jaar verder of terug',
    Icon: StairsIcon,
    states: ['active'],
    kind: 'pupil',
    whom: pupils,
  },
] as const satisfies Task[];

export type TaskKey = (typeof tasks)[number]['key'];

export const tasksOf = (state: State): Task[] => tasks.filter((task: Task) => task.states.includes(state));

export const taskAt = (key: string | undefined, state: State): Task | undefined =>
  tasksOf(state).find((task) => task.key === key);

/** Who can be ticked, and how many of those who are meant cannot. */
export function fitting(task: Task, people: Person[], self: string): { people: Person[]; aside: number } {
  const meant = task.kind === undefined ? people : people.filter(({ kind }) => kind === task.kind);
  const fit = task.aside === undefined ? meant : meant.filter((person) => task.aside?.is(person, self) === false);
  return { people: fit, aside: meant.length - fit.length };
}
