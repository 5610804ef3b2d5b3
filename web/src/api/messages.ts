import { isProblem, type Problem } from './problem';

export type Sentence = string | ((problem: Problem) => string);

const list = new Intl.ListFormat('nl', { type: 'conjunction' });
const shown = 5;

/** Whether all of so many are named, and nobody is left for 'nog 3 anderen'. */
export const fitsInSentence = (count: number) => count <= shown + 1;

/** 'Anna, Bram en nog 3 anderen' */
export function names(of: (string | null | undefined)[]): string {
  const known = of.filter((name): name is string => typeof name === 'string' && name !== '');
  if (fitsInSentence(known.length)) return list.format(known);
  return list.format([...known.slice(0, shown), `nog ${known.length - shown} anderen`]);
}

/** A sentence with one mark at its end, also when that is a product's own: 'Bouw!' */
export const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

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

/** Supervisors with the pupils who have nobody else: 'Bart is de enige begeleider van Fenna (Bouw!) en Sem (Bouw!)' */
function onlySupervisor(problem: Problem): string {
  const pupils = new Map<string, string[]>();
  for (const { name, about: pupil } of problem.concerns) {
    const who = name ?? 'Iemand die je koos';
    pupils.set(who, [...(pupils.get(who) ?? []), pupil ?? '']);
  }
  const lines = [...pupils].map(([who, of]) => {
    const whom = names(of);
    return `${who} is de enige begeleider van ${whom === '' ? 'een of meer leerlingen' : whom}.`;
  });
  return `${lines.length === 0 ? 'Een leerling houdt altijd een begeleider.' : lines.join(' ')} Koppel eerst een andere begeleider. Er is niets veranderd.`;
}

/** A new e-mail address counts when the link in the mail there is used (R4.12.1, R4.12.2). */
export const emailWaits = (address: string) =>
  `We hebben een mail gestuurd naar ${address}; het nieuwe adres geldt zodra de link gebruikt is.`;

export const general = 'Dat lukte niet door een fout bij ons. Er is niets veranderd. Probeer het straks nog eens.';

/** The columns of a list, as the template has them. */
const headings: Partial<Record<string, string>> = {
  first_name: 'Voornaam',
  last_name: 'Achternaam',
  year_group: 'Leerjaar',
  roles: 'Rollen',
  email: 'E-mailadres',
};

const sentences: Record<string, Sentence> = {
  offline: 'Er is geen verbinding. Kijk of je internet het doet en probeer het opnieuw.',
  sign_in_first: 'Dit lukte niet, want je was uitgelogd. Log in en probeer het nog eens.',
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
  code_needed: 'Typ ook de code uit de app op je telefoon.',
  wrong_code: 'Deze code klopt niet, of is al gebruikt. Wacht op de volgende code in de app en typ die.',
  ticket_unusable: 'Dit duurde te lang. Ga terug en begin opnieuw, dan krijg je een nieuwe QR-code.',
  second_factor_first: 'Zet eerst bij ‘Mijn profiel’ inloggen in twee stappen aan. Daarna kun je dit doen.',
  second_factor_off: 'Inloggen in twee stappen staat al uit. Laad de pagina opnieuw.',
  second_factor_demanded: 'Voor jouw werk moet je in twee stappen inloggen. Het kan niet uit.',
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
  too_many_links: 'Dit zijn te veel koppelingen tegelijk. Kies minder leerlingen of begeleiders.',
  nothing_to_save: 'Je slaat alle rijen over. Er is dan niets om op te slaan.',
  bad_day: (p) =>
    p.concerns.some(({ field }) => field === 'ends_on')
      ? 'Op deze dag kan het niet eindigen. Kies morgen of een dag daarna.'
      : 'Deze dag bestaat niet. Kies een andere dag.',
  bad_period: 'Deze periode kan niet. Kies een eerste dag die voor de laatste ligt, hooguit tien jaar ervoor.',
  period_too_full: (p) =>
    `In deze periode is er te veel om te laten zien: meer dan ${(p.figures.maximum ?? 10_000).toLocaleString('nl')} regels. Kies een kortere periode.`,
  too_many_remarks: (p) =>
    `Er staan al ${p.figures.maximum ?? 200} opmerkingen. Verwijder eerst een opmerking van jezelf die niet meer nodig is.`,
  bad_week: 'Deze week bestaat niet. Kies een andere week met de pijltjes.',
  email_taken: 'Er is al een account met dit e-mailadres.',
  brin_taken: 'Er is al een school met dit BRIN en deze vestiging.',
  no_supervisor_yet:
    'Er is nog geen begeleider op deze school. Geef eerst iemand die rol; daarna kun je leerlingen aanmaken.',
  no_supervisors: 'Kies bij elke koppeling minstens één begeleider.',
  no_current_product: (p) => `Niet elke leerling heeft al een product. Kies er zelf een.${about(p)}`,
  not_a_pupil: (p) => `Dit kan alleen bij leerlingen.${about(p)}`,
  not_a_supervisor: (p) => `Niet iedereen die je koos is begeleider op deze school.${about(p)} Geef eerst die rol.`,
  no_subscription: (p) => `Je school heeft geen lopend abonnement op dit product.${about(p)}`,

  end_day_moved: 'De datum is intussen een andere. Kijk na wat er nu staat en probeer het dan opnieuw.',
  already_ending: 'Dit is al beëindigd, misschien net door een ander. Er is niets veranderd.',
  ended_by_publisher: 'De uitgever heeft dit beëindigd. Neem contact op met de uitgever als dat niet klopt.',
  other_contract_runs: (p) =>
    `Dit abonnement kan niet weer lopen: ${counted(p.figures.pupils ?? 0, 'leerling heeft', 'leerlingen hebben')} al een licentie op een ander abonnement op dit product. Voeg een nieuw abonnement toe, of beëindig eerst die licenties.`,
  has_licence: 'Deze leerling heeft al een licentie op een ander abonnement op dit product.',
  not_ending: 'Dit is niet beëindigd, of iemand anders heeft dat net geannuleerd. Er is niets veranderd.',
  subscription_ended:
    'Dit abonnement is al afgelopen. De uitgever kan het weer voor je aanzetten. Er is niets veranderd.',
  licence_ended: 'Deze licentie is al afgelopen. Koppel de leerling opnieuw met ‘Leerlingen koppelen’.',
  not_linked: (p) => {
    const who = concerned(p);
    return `${who === '' ? 'Deze leerling' : who} is niet meer aan dit product gekoppeld. Koppel de leerling met ‘Leerlingen koppelen’, dan komt de licentie vanzelf.`;
  },
  retention_over: 'Het abonnement is te lang geleden gestopt. De resultaten zijn niet meer te bekijken.',
  seats_in_use: (p) =>
    `Er zijn nu ${counted(p.figures.used ?? 0, 'licentie', 'licenties')} in gebruik. Minder dan dat kan niet. Er is niets veranderd.`,
  unknown_product: 'Dit product bestaat niet (meer). Kies een ander product.',
  bad_seats: 'Vul een aantal licenties in van 1 tot en met 100.000.',

  not_published: 'Dit is niet (meer) zichtbaar. Er is niets veranderd.',
  not_ordered: 'Hier staat het nieuwste altijd bovenaan. De volgorde kun je niet kiezen.',
  upload_type_unknown:
    'Dit soort bestand kun je hier niet gebruiken, of de inhoud past niet bij de naam. Kies bijvoorbeeld een PDF, een afbeelding (png, jpg), een film (mp4, webm) of een Office-bestand.',
  upload_empty: 'Dit bestand is leeg. Kies een ander bestand.',
  upload_too_large: (p) =>
    `Dit bestand is te groot. Dit soort bestand mag hooguit ${p.figures.maximum ?? 200} MB zijn.`,
  upload_unfinished: 'Het bestand is nog niet helemaal verstuurd. Probeer het nog eens.',
  wrong_offset: 'Het versturen van het bestand liep vast. Probeer het nog eens.',
  disk_full: 'Er is geen ruimte meer voor bestanden. Laat het de beheerder van Lexipoort weten.',

  changed_meanwhile: (p) => {
    const who = concerned(p);
    return who === ''
      ? 'Iemand anders heeft dit intussen veranderd. Er is niets gedaan. Kijk wat er nu staat.'
      : `Intussen veranderde iemand anders: ${who}. Er is niets gedaan. Kijk na wat er nu staat.`;
  },
  nobody_chosen: 'Kies eerst een of meer gebruikers.',
  not_found_here: (p) => `Iemand die je koos hoort niet meer bij deze school.${about(p)} Er is niets veranderd.`,
  archive_yourself: 'Jezelf archiveren kan niet. Een andere beheerder kan het voor je doen. Er is niets veranderd.',
  only_supervisor: onlySupervisor,
  last_administrator: (p) => {
    const who = concerned(p);
    return `Een school kan niet zonder beheerder${who === '' ? '' : `, en een andere dan ${who} is er niet`}. Maak eerst iemand anders beheerder. Er is niets veranderd.`;
  },
  already_archived: (p) => `Niet iedereen die je koos is nog actief.${about(p)} Er is niets veranderd.`,
  already_active: (p) => `Niet iedereen die je koos staat nog in het archief.${about(p)} Er is niets veranderd.`,
  never_linked: (p) =>
    `Niet iedereen was al eens gekoppeld.${about(p)} Haal hen uit het archief met ‘Leerlingen koppelen’ of ‘Professionals koppelen’.`,
  links_gone: (p) =>
    `Geen van de oude koppelingen kan nog.${about(p)} Maak nieuwe met ‘Leerlingen koppelen’ of ‘Professionals koppelen’.`,
  not_a_professional: (p) => `Dit kan alleen bij onderwijsprofessionals.${about(p)}`,
  nothing_chosen: 'Kies een rol of een product.',
  no_role: (p) => `Uit het archief komt iemand alleen met een rol.${about(p)} Kies ook een rol.`,
  nobody_has_role: 'Niemand die je koos heeft deze rol. Er is niets veranderd.',
  person_archived: (p) => `Wie in het archief staat, kun je niet wijzigen.${about(p)} Er is niets veranderd.`,
  year_group_limit: (p) => `Niet iedereen kan een leerjaar die kant op.${about(p)} Er is niets veranderd.`,
  undo_gone: 'Dit kun je niet meer ongedaan maken. Dat kan tot een half uur later, en alleen voor wie het deed.',
  own_profile_only:
    'Deze persoon hoort ook bij een andere school. Naam, gebruikersnaam, e-mailadres en functie past die zelf aan.',
  wrong_password: 'Dit is niet je wachtwoord van nu. Typ het opnieuw.',
  already_here: 'Deze persoon staat al in het gebruikersoverzicht van je school.',
  already_here_archived:
    'Deze persoon staat in het archief van je school. Geef daar een rol met ‘Professionals koppelen’.',
  bad_addresses: 'Niet alle adressen kunnen we gebruiken. Onder het veld staat wat er mis is.',

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
  sheet_empty: 'Er staat niemand in dit bestand. Vul het sjabloon in en sla het op.',
  headings_missing: (p) => {
    const missing = names(p.concerns.map(({ field }) => headings[field ?? ''] ?? field));
    return `In de bovenste rij missen kolommen${missing === '' ? '' : `: ${missing}`}. Gebruik de koppen van het sjabloon.`;
  },
  too_many_rows: (p) => `Er staan te veel rijen in dit bestand. Er mogen er ${p.figures.maximum ?? 5000} tegelijk.`,
  too_many_lists: (p) =>
    `Je hebt al ${p.figures.maximum ?? 10} lijsten openstaan. Sla er eerst een op, of gooi er een weg.`,
  list_being_saved:
    'Er wordt al een lijst van je school opgeslagen. Wacht tot die klaar is en probeer het dan opnieuw.',
  rows_faulty: 'Nog niet alle rijen zijn goed. Verbeter eerst de rijen met een fout.',
};

/** One helpful sentence for whatever went wrong. */
export function messageOf(error: unknown): string {
  if (!isProblem(error)) return general;
  const sentence = sentences[error.code] ?? general;
  return typeof sentence === 'string' ? sentence : sentence(error);
}

/** A fault at one field of somebody who is created or changed. */
const faults: Record<string, string> = {
  required: 'Dit moet je nog invullen',
  too_long: 'Dit is te lang',
  not_a_name: 'Dit lijkt geen naam',
  not_a_year_group: 'Dit leerjaar bestaat niet op deze school',
  not_a_role: 'Kies beheerder, begeleider of allebei',
  taken: 'Deze gebruikersnaam is al bezet',
  doubled_in_file: 'Deze gebruikersnaam staat twee keer in de lijst',
  not_allowed: 'Gebruik 3 tot 40 tekens: kleine letters, cijfers, punt, - of _',
  not_an_address: 'Dit is geen e-mailadres. Het ziet eruit als naam@school.nl',
  already_here: 'Deze persoon werkt al op deze school',
  already_here_archived: 'Deze persoon staat in het archief van deze school',
  too_short: 'Gebruik minstens 8 tekens',
  wrong_password: 'Dit is niet je wachtwoord van nu',
  not_found: 'Dit bestaat niet meer. Kies opnieuw',
};

/** What the same fault is called at an e-mail address. */
const addressFaults: Record<string, string> = {
  taken: 'Dit e-mailadres is al van iemand anders',
  doubled_in_file: 'Dit e-mailadres staat twee keer in de lijst',
  not_allowed: 'Dit e-mailadres kunnen we niet gebruiken',
};

/** What a fault is called at a remark. */
const remarkFaults: Record<string, string> = {
  required: 'Schrijf eerst een opmerking',
  too_long: 'Dit is te lang. Gebruik hooguit 2.000 tekens',
};

/** What a fault is called at something that the publisher writes. */
const contentFaults: Record<string, Record<string, string>> = {
  title: { required: 'Geef een titel', too_long: 'Gebruik hooguit 120 tekens' },
  body: { required: 'Schrijf een tekst', too_long: 'Dit is te lang. Gebruik hooguit 20.000 tekens' },
  address: {
    not_https: 'Dit is geen volledig adres. Het begint met https://',
    not_embeddable: 'Een film kan hier alleen van YouTube of Vimeo komen. Of upload hem zelf',
  },
  file: {
    required: 'Kies een bestand',
    file_or_address: 'Kies een bestand, of vul een adres in. Niet allebei',
    wrong_file_type: 'Kies een film (mp4 of webm)',
  },
  image: { wrong_file_type: 'Kies een afbeelding (png, jpg, webp of gif)' },
  captions: { wrong_file_type: 'Kies een bestand met ondertitels (vtt)' },
  product: { required: 'Kies een product' },
  severity: { required: 'Kies hoe het met het product gaat' },
  published_until: { before_start: 'Het einde moet na het begin liggen' },
};

const ownFaults: Partial<Record<string, Record<string, string>>> = {
  ...contentFaults,
  email: addressFaults,
  remark: remarkFaults,
};

export const faultOf = (code: string | null | undefined, field?: string | null): string =>
  ownFaults[field ?? '']?.[code ?? ''] ?? faults[code ?? ''] ?? 'Dit klopt nog niet';
