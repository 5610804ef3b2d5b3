import type { ContentEdit, ContentKind, StoredFile, WholeContent } from '../../../api/types';
import { fieldMomentOf, momentOf } from '../../../ui/days';

/** Which fields a kind has; the server says the same, and what must be filled in (publishing/rules.cpp). */
interface Shape {
  product: 'must' | 'may' | 'no';
  audience: boolean;
  address: boolean;
  /** What the file is called, if there is one. */
  file: string | undefined;
  image: boolean;
  /** What the end means. */
  until: string;
}

const shape = (part: Partial<Shape>): Shape => ({
  product: 'may',
  audience: true,
  address: false,
  file: undefined,
  image: false,
  until: 'Zichtbaar tot',
  ...part,
});

const square = { product: 'must', image: true } as const;

export const shapes: Record<ContentKind, Shape> = {
  video: shape({ address: true, file: 'Film', image: true }),
  announcement: shape({ address: true, image: true }),
  recommendation: shape({ product: 'no', address: true, image: true }),
  question: shape({}),
  document: shape({ product: 'must', address: true, file: 'Film of document', image: true }),
  article: shape({ ...square, address: true, file: 'Bestand' }),
  research: shape({ ...square, address: true, file: 'Bestand' }),
  download: shape({ ...square, file: 'Bestand' }),
  notice: shape({ product: 'must', audience: false, file: 'Film of bestand', image: true, until: 'Voorbij op' }),
  release_note: shape({ address: true, file: 'Film of bestand', image: true }),
  tool: shape({ product: 'no', audience: false, file: 'Programma' }),
};

/** What is in the fields. */
export interface Values {
  title: string;
  body: string;
  address: string;
  file: StoredFile | null;
  image: StoredFile | null;
  captions: StoredFile | null;
  product: string;
  school: string;
  role: string;
  severity: string;
  from: string;
  until: string;
}

export function valuesOf(content: WholeContent | undefined): Values {
  const moment = (at: number | null | undefined) => (at == null ? '' : fieldMomentOf(at));
  return {
    title: content?.title ?? '',
    body: content?.body ?? '',
    address: content?.address ?? '',
    file: content?.file ?? null,
    image: content?.image ?? null,
    captions: content?.captions ?? null,
    product: content?.product ?? '',
    school: content?.school ?? '',
    role: content?.role ?? '',
    severity: content?.severity ?? '',
    from: moment(content?.published_from),
    until: moment(content?.published_until),
  };
}

/** A moment as it is kept: to the second as long as its field is not changed. */
function kept(text: string, before: number | null | undefined): number | null {
  if (text === '') return null;
  return before != null && fieldMomentOf(before) === text ? before : (momentOf(text) ?? null);
}

const some = (text: string) => (text === '' ? null : text);

export function editOf(values: Values, publish: boolean, before: WholeContent | undefined): ContentEdit {
  return {
    title: values.title,
    body: values.body,
    address: some(values.address.trim()),
    file: values.file?.id ?? null,
    image: values.image?.id ?? null,
    captions: values.captions?.id ?? null,
    product: some(values.product),
    school: some(values.school),
    role: some(values.role) as ContentEdit['role'],
    severity: some(values.severity) as ContentEdit['severity'],
    publish,
    published_from: publish ? kept(values.from, before?.published_from) : null,
    published_until: publish ? kept(values.until, before?.published_until) : null,
  };
}

const idOf = (value: Values[keyof Values]) => (value !== null && typeof value === 'object' ? value.id : value);

export const isChanged = (values: Values, base: Values): boolean =>
  (Object.keys(values) as (keyof Values)[]).some((key) => idOf(values[key]) !== idOf(base[key]));
