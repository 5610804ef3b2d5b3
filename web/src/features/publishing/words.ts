import type { ContentKind, ContentRow, ContentState } from '../../api/types';
import { shortDayOf, timeOf } from '../../ui/days';

interface KindWords {
  /** Many of them, as the list is called. */
  many: string;
  /** 'Nieuwe mededeling' */
  fresh: string;
  /** Where people read it. */
  where: string;
}

export const kinds: Record<ContentKind, KindWords> = {
  video: { many: 'Filmpjes ‘Aan de slag’', fresh: 'Nieuw filmpje', where: 'op Home' },
  announcement: { many: 'Mededelingen', fresh: 'Nieuwe mededeling', where: 'op Home, het nieuwste bovenaan' },
  recommendation: { many: 'Aanbevolen programma’s', fresh: 'Nieuwe aanbeveling', where: 'op Home' },
  document: { many: 'Documentatie', fresh: 'Nieuw document', where: 'bij de resultaten van het product' },
  article: { many: 'Artikelen', fresh: 'Nieuw artikel', where: 'op het informatieplein van het product' },
  research: { many: 'Onderzoek', fresh: 'Nieuw onderzoek', where: 'op het informatieplein van het product' },
  download: { many: 'Downloads', fresh: 'Nieuwe download', where: 'op het informatieplein van het product' },
  notice: { many: 'Productstatus', fresh: 'Nieuw bericht', where: 'bij Support en voor iedereen op de inlogpagina' },
  release_note: { many: 'Wat is er nieuw', fresh: 'Nieuwe releasenote', where: 'bij Support, het nieuwste bovenaan' },
  question: { many: 'Veelgestelde vragen', fresh: 'Nieuwe vraag', where: 'bij Support' },
  tool: { many: 'Hulp op afstand', fresh: 'Nieuw programma', where: 'bij Support' },
};

/** The kinds by where they are read. */
export const groups: { name: string; kinds: ContentKind[] }[] = [
  { name: 'Home', kinds: ['video', 'announcement', 'recommendation'] },
  { name: 'Resultaten', kinds: ['document'] },
  { name: 'Informatieplein', kinds: ['article', 'research', 'download'] },
  { name: 'Support', kinds: ['notice', 'release_note', 'question', 'tool'] },
];

export const isKind = (text: string | undefined): text is ContentKind => text !== undefined && text in kinds;

export const states: Record<ContentState, string> = {
  draft: 'Concept',
  planned: 'Gepland',
  visible: 'Zichtbaar',
  ended: 'Niet meer zichtbaar',
};

export const isState = (text: string | undefined): text is ContentState => text !== undefined && text in states;

export const severities = {
  ok: 'Alles werkt',
  hindered: 'Werkt niet goed',
  down: 'Werkt niet',
  maintenance: 'Onderhoud',
} as const;

export const roleNames = { administrator: 'Beheerders', supervisor: 'Begeleiders' } as const;

/** '25-11-2026 om 14:30' */
export const moment = (at: number) => `${shortDayOf(at)} om ${timeOf(at)}`;

type Dated = Pick<ContentRow, 'kind' | 'state' | 'published_from' | 'published_until'>;

/** 'Zichtbaar tot 25-11-2026 om 14:30'; a notice that has ended is history, and still to be seen. */
export function stateText({ kind, state, published_from: from, published_until: until }: Dated): string {
  if (state === 'planned' && from != null) return `Gepland voor ${moment(from)}`;
  if (state === 'visible' && until != null) return `Zichtbaar tot ${moment(until)}`;
  return state === 'ended' && kind === 'notice' ? 'Voorbij' : states[state];
}
