import { faultOf } from '../api/messages';
import type { Problem } from '../api/problem';

/** What stands under a field that need not be filled in. */
export const optional = 'Mag leeg blijven';

/** To the first field that is marked as wrong, once the marks are in the page. */
export function focusFirstFault(form: HTMLElement | null) {
  setTimeout(() =>
    form?.querySelector<HTMLElement>('[aria-invalid=true], [data-faulty] :is(input:not([hidden]), button)')?.focus(),
  );
}

/** The sentences for what a server found faulty, by field. */
export const faultsOf = ({ concerns }: Problem): Record<string, string> =>
  Object.fromEntries(concerns.map(({ field, code }) => [field ?? '', faultOf(code, field)]));
