import { messageOf, type Sentence } from '../../api/messages';
import type { Problem } from '../../api/problem';

/** What is wrong with what was typed as the addresses of a school (R4.2.2), with an example of what would do. */
const ipFaults: Record<string, Sentence> = {
  required: 'Vul een adres in, bijvoorbeeld 185.10.20.30.',
  bad_address: 'is geen IP-adres. Zo ziet het eruit: 185.10.20.30 of 2a02:a210::1.',
  private_address:
    'is een adres binnen het netwerk van de school. Gebruik het adres waarmee de school op internet zit, bijvoorbeeld 185.10.20.30.',
  reserved_address: 'is een adres dat op internet niet voorkomt. Gebruik bijvoorbeeld 185.10.20.30.',
  too_wide: (p) =>
    `is te groot voor een school.${p.figures.most === undefined ? '' : ` Neem er hooguit ${p.figures.most.toLocaleString('nl')}.`} Bijvoorbeeld 185.10.20.0/27.`,
  wrong_order: 'begint met het hoogste adres. Zet het laagste eerst: 185.10.20.1 - 185.10.20.30.',
  mixed_families: 'loopt van het ene soort adres naar het andere. Neem twee keer IPv4 of twee keer IPv6.',
  one_expected: 'is meer dan één adres. Kies bij Verbindingstype ‘Meerdere adressen’ of ‘Een reeks’.',
  range_expected: 'is geen reeks. Schrijf 185.10.20.1 - 185.10.20.30 of 185.10.20.0/27.',
  too_many: (p) => `Dit zijn te veel adressen. Er mogen er ${p.figures.maximum ?? 100} in.`,
};

/** Each item that cannot be used, with what is wrong with it. */
export function ipFaultsOf(problem: Problem): string[] {
  const lines = problem.concerns.map(({ name, code }) => {
    const fault = ipFaults[code ?? ''] ?? 'klopt niet. Schrijf bijvoorbeeld 185.10.20.30.';
    const text = typeof fault === 'string' ? fault : fault(problem);
    // Some are about the whole, and are sentences by themselves.
    return name === null || name === undefined || name === '' || /^[A-Z]/.test(text) ? text : `‘${name}’ ${text}`;
  });
  return lines.length === 0 ? [messageOf(problem)] : lines;
}
