import { isProblem, type Problem } from './problem';

type Sentence = string | ((problem: Problem) => string);

const list = new Intl.ListFormat('nl', { type: 'conjunction' });
const shown = 5;

/** 'Anna, Bram en nog 3 anderen' */
export function names(of: (string | null | undefined)[]): string {
  const known = of.filter((name): name is string => typeof name === 'string' && name !== '');
  const rest = known.length - shown;
  if (rest <= 1) return list.format(known);
  return list.format([...known.slice(0, shown), `nog ${rest} anderen`]);
}

export const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

function duration(seconds: number | undefined): string {
  if (seconds === undefined) return 'een paar minuten';
  return seconds < 90 ? counted(Math.ceil(seconds), 'seconde', 'seconden') : `${Math.ceil(seconds / 60)} minuten`;
}

const concerned = (problem: Problem) => names(problem.concerns.map((concern) => concern.name));

/** What it is about, when the server named it: ' (Anna en Bram)'. */
function about(problem: Problem): string {
  const who = concerned(problem);
  return who === '' ? '' : ` Het gaat om ${who}.`;
}

export const general = 'Dat lukte niet door een fout bij ons. Er is niets veranderd. Probeer het straks nog eens.';

const sentences: Record<string, Sentence> = {
  offline: 'Er is geen verbinding. Kijk of je internet het doet en probeer het opnieuw.',
  sign_in_first: 'Je bent uitgelogd. Log opnieuw in om verder te gaan.',
  forbidden: 'Hier heb je geen toegang toe. Vraag een beheerder van je school om hulp.',
  not_found: 'Dit bestaat niet (meer).',
  invalid_request: 'Niet alles is goed ingevuld. Kijk je gegevens na en probeer het opnieuw.',
  cross_site: 'Deze opdracht kwam niet van deze pagina. Laad de pagina opnieuw en probeer het nog eens.',
  too_large: 'Dit is te groot om te versturen. Een bestand mag hooguit 20 MB zijn.',
  busy: 'Het is nu erg druk. Wacht een paar tellen en probeer het opnieuw.',
  throttled: (p) =>
    `Dat was een paar keer te vaak achter elkaar. Wacht ${duration(p.figures.seconds)} en probeer het dan opnieuw.`,
  conflict: 'Iemand anders heeft dit net veranderd. Laad de pagina opnieuw en kijk wat er nu staat.',
  internal: general,

  wrong_credentials: 'Deze naam en dit wachtwoord horen niet bij elkaar. Kijk goed en probeer het nog eens.',
  no_licence: 'Je kunt nu niet oefenen. Vraag je juf of meester om hulp.',
  archived: 'Dit account staat in het archief. Vraag een beheerder van je school om het weer aan te zetten.',
  token_unusable: 'Deze link werkt niet meer. Vraag een nieuwe mail aan.',
  password_too_short: (p) => `Dit wachtwoord is te kort. Gebruik minstens ${p.figures.minimum ?? 12} tekens.`,
  password_well_known: 'Dit wachtwoord is te makkelijk te raden, veel mensen gebruiken het. Bedenk een ander.',

  not_enough_seats: (p) => {
    const product = concerned(p);
    const free = counted(p.figures.free ?? 0, 'licentie', 'licenties');
    return `Nog ${free} vrij${product === '' ? '' : ` voor ${product}`}, ${p.figures.needed ?? 'meer'} nodig. Er is niets veranderd.`;
  },
  no_pupils: 'Kies eerst een of meer leerlingen.',
  too_many_links: 'Dit zijn te veel koppelingen tegelijk. Kies minder leerlingen of begeleiders.',
  nothing_to_save: 'Je slaat alle rijen over. Er is dan niets om op te slaan.',
  bad_week: 'Deze week bestaat niet. Kies een andere week met de pijltjes.',
  email_taken: 'Er is al een account met dit e-mailadres.',
  brin_taken: 'Er is al een school met dit BRIN en deze vestiging.',
  no_supervisors: 'Kies bij elke koppeling minstens één begeleider.',
  no_current_product: (p) => `Niet elke leerling heeft al een product. Kies er zelf een.${about(p)}`,
  not_a_pupil: (p) => `Je kunt hier alleen leerlingen koppelen.${about(p)}`,
  not_a_supervisor: (p) => `Niet iedereen die je koos is begeleider op deze school.${about(p)} Kies iemand anders.`,
  no_subscription: (p) => `Je school heeft geen lopend abonnement op dit product.${about(p)}`,

  faulty: 'Een paar gegevens kloppen nog niet. Bij elk veld staat wat er mis is.',
  likely_duplicate: (p) => {
    const who = concerned(p);
    return who === '' ? 'Er is al een leerling met deze naam.' : `Er is al een leerling die hierop lijkt: ${who}.`;
  },

  file_unreadable:
    'Dit bestand kunnen we niet lezen. Open het, sla het opnieuw op als Excel-bestand (.xlsx) en probeer het nog eens.',
  file_type_unknown: 'Dit soort bestand kennen we niet. Gebruik een bestand dat eindigt op .xlsx, .ods of .csv.',
  file_password_protected:
    'Op dit bestand zit een wachtwoord. Haal dat eraf, sla het bestand op en probeer het opnieuw.',
  file_too_large: 'Dit bestand is te groot. Het mag hooguit 20 MB zijn.',
  sheet_empty: 'Er staan geen leerlingen in dit bestand. Vul het sjabloon in en sla het op.',
  headings_missing: (p) => {
    const missing = names(p.concerns.map((concern) => concern.field ?? concern.name));
    return `In de bovenste rij missen kolommen${missing === '' ? '' : `: ${missing}`}. Gebruik de koppen van het sjabloon.`;
  },
  too_many_rows: (p) => `Er staan te veel rijen in dit bestand. Er mogen er ${p.figures.maximum ?? 5000} tegelijk.`,
  rows_faulty: 'Nog niet alle rijen zijn goed. Verbeter eerst de rijen met een fout.',
};

/** One helpful sentence for whatever went wrong. */
export function messageOf(error: unknown): string {
  if (!isProblem(error)) return general;
  const sentence = sentences[error.code] ?? general;
  return typeof sentence === 'string' ? sentence : sentence(error);
}

/** A fault at one field, of a pupil that is being created. */
const faults: Record<string, string> = {
  required: 'Dit moet je nog invullen',
  too_long: 'Dit is te lang',
  not_a_name: 'Dit lijkt geen naam',
  not_a_year_group: 'Dit leerjaar bestaat niet op deze school',
  taken: 'Deze gebruikersnaam is al bezet',
  doubled_in_file: 'Deze gebruikersnaam staat twee keer in de lijst',
  not_allowed: 'Gebruik 3 tot 40 tekens: kleine letters, cijfers, punt, - of _',
  too_short: 'Gebruik minstens 8 tekens',
  too_weak: 'Dit is te makkelijk te raden',
};

export const faultOf = (code: string | null | undefined): string => faults[code ?? ''] ?? 'Dit klopt nog niet';
