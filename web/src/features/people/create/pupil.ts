import type { Credentials, NewPupil } from '../../../api/types';
import { yearGroups } from '../../schools/words';

export interface PupilForm {
  first_name: string;
  infix: string;
  last_name: string;
  year_group: string;
  products: string[];
  /** Per product. */
  supervisors: Record<string, string[]>;
  user_name: string;
  password: string;
  /** What the server thought up last, and for which name. */
  suggestion: Credentials & { name: string };
}

export const emptyPupil: PupilForm = {
  first_name: '',
  infix: '',
  last_name: '',
  year_group: '',
  products: [],
  supervisors: {},
  user_name: '',
  password: '',
  suggestion: { name: '', user_name: '', password: '' },
};

/** What still has to be filled in at 2A, by field; `supervisors.<product>` for the last ones. */
export function faultsIn(values: PupilForm, sector: string): Record<string, string> {
  const faults: Record<string, string> = {};
  if (values.first_name.trim() === '') faults.first_name = 'Vul de voornaam in';
  if (values.last_name.trim() === '') faults.last_name = 'Vul de achternaam in';
  if (!yearGroups(sector).includes(Number(values.year_group))) faults.year_group = 'Kies een leerjaar';
  if (values.products.length === 0) faults.products = 'Kies minstens één product';
  for (const product of values.products) {
    if ((values.supervisors[product] ?? []).length === 0) {
      faults[`supervisors.${product}`] = 'Kies minstens één begeleider';
    }
  }
  return faults;
}

/** The same rule as the server's; it only saves asking. */
export const minimumPassword = 8;

export const toSend = (values: PupilForm, acceptDuplicate: boolean): NewPupil => ({
  first_name: values.first_name.trim(),
  infix: values.infix.trim(),
  last_name: values.last_name.trim(),
  year_group: Number(values.year_group),
  user_name: values.user_name.trim(),
  password: values.password,
  links: values.products.map((product) => ({ product, supervisors: values.supervisors[product] ?? [] })),
  accept_duplicate: acceptDuplicate,
});
