import { faultOf } from '../../../api/messages';
import type { NewProfessional, Role } from '../../../api/types';
import type { ProductChoice } from '../ProductPeople';

export interface ProfessionalForm {
  first_name: string;
  infix: string;
  last_name: string;
  email: string;
  roles: Role[];
  /** For a supervisor, and even then one may leave it. */
  choice: ProductChoice;
}

export const emptyProfessional: ProfessionalForm = {
  first_name: '',
  infix: '',
  last_name: '',
  email: '',
  roles: [],
  choice: { products: [], people: {} },
};

/** What still has to be filled in (R4.4.2), by field. */
export function faultsIn(values: ProfessionalForm): Record<string, string> {
  const faults: Record<string, string> = {};
  if (values.first_name.trim() === '') faults.first_name = 'Vul de voornaam in';
  if (values.last_name.trim() === '') faults.last_name = 'Vul de achternaam in';
  if (values.email.trim() === '') faults.email = 'Vul het e-mailadres in';
  // Only what is surely wrong; the server knows the rest.
  else if (!/^\S+@\S+\.\S+$/.test(values.email.trim())) faults.email = faultOf('not_an_address');
  if (values.roles.length === 0) faults.roles = 'Kies minstens één rol';
  return faults;
}

export function toSend({ roles, choice, ...values }: ProfessionalForm): NewProfessional {
  const products = roles.includes('supervisor') ? choice.products : [];
  return {
    first_name: values.first_name.trim(),
    infix: values.infix.trim(),
    last_name: values.last_name.trim(),
    email: values.email.trim(),
    roles,
    products,
    links: products
      .map((product) => ({ product, pupils: choice.people[product] ?? [] }))
      .filter(({ pupils }) => pupils.length > 0),
  };
}
