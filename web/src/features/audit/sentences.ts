import { counted, names } from '../../api/messages';
import type { AuditLine } from '../../api/types';
import { shortDay } from '../../ui/days';

/** What a sentence is made of. */
interface Told {
  who: string;
  /** 'Fenna Jansen en nog 3 anderen' */
  whom: string;
  count: number;
  /** A word or figure that was written down with it; empty when it was not. */
  of: (key: string) => string;
}

interface Action {
  say: (told: Told) => string;
  /** What is undone when it is undone: this, and whom it is about. */
  undone?: string;
}

const roles: Record<string, string> = { administrator: 'beheerder', supervisor: 'begeleider' };

const fields: Record<string, string> = {
  first_name: 'de voornaam',
  infix: 'het tussenvoegsel',
  last_name: 'de achternaam',
  year_group: 'het leerjaar',
  user_name: 'de gebruikersnaam',
  email: 'het e-mailadres',
  new_email: 'het e-mailadres (nog te bevestigen)',
  job_title: 'de functie',
  password: 'het wachtwoord',
};

const worded = (words: Record<string, string>, text: string) => names(text.split(',').map((key) => words[key.trim()]));

const rolesIn = (text: string) => worded(roles, text);

/** 'de rol begeleider', 'de rollen beheerder en begeleider' */
const theRoles = (text: string) => `${text.includes(',') ? 'de rollen' : 'de rol'} ${rolesIn(text)}`;

const productsIn = (text: string) => names(text.split(', '));

const seats = (figure: string) => counted(Number(figure), 'licentie', 'licenties');

/** A part of a sentence that is only there when there is something to put in it. */
const part = (before: string, text: string) => (text === '' ? '' : `${before}${text}`);

const changed = ({ who, whom, of }: Told) =>
  `${who} wijzigde ${worded(fields, of('fields')) || 'het profiel'} van ${whom}`;

/** What the publisher did with something that only this school sees. */
const published =
  (did: string) =>
  ({ who, of }: Told) =>
    `${who} ${did} ‘${of('title')}’ (alleen voor deze school)`;

/** R8.2: one sentence for each kind of change. */
const actions: Record<string, Action> = {
  'people.archived': {
    say: ({ who, whom }) => `${who} archiveerde ${whom}`,
    undone: 'het archiveren van',
  },
  'people.unarchived': {
    say: ({ who, whom }) => `${who} haalde ${whom} uit het archief`,
    undone: 'het dearchiveren van',
  },
  'people.pupils_linked': {
    say: ({ who, whom, of }) => `${who} koppelde ${whom}${part(' aan ', productsIn(of('products')))}`,
    undone: 'het koppelen van',
  },
  'people.professionals_linked': {
    say: ({ who, whom, of }) => {
      const products = productsIn(of('products'));
      return of('roles') === ''
        ? `${who} koppelde ${whom}${part(' aan ', products)}`
        : `${who} gaf ${whom} ${theRoles(of('roles'))}${part(', met ', products)}`;
    },
    undone: 'het koppelen van',
  },
  'people.role_removed': {
    say: ({ who, whom, of }) => `${who} haalde ${theRoles(of('role'))} weg bij ${whom}`,
    undone: 'het verwijderen van een rol bij',
  },
  'people.year_group_changed': {
    say: ({ who, whom, of }) => `${who} zette ${whom} een leerjaar ${of('direction') === 'down' ? 'terug' : 'verder'}`,
    undone: 'het aanpassen van het leerjaar van',
  },
  'people.undone': {
    say: ({ who, whom, of }) =>
      `${who} maakte ${actions[of('action')]?.undone ?? 'een wijziging bij'} ${whom} ongedaan`,
  },
  'people.profile_changed': { say: changed },
  'people.password_changed': { say: ({ who, whom }) => `${who} gaf ${whom} een nieuw wachtwoord` },
  'people.products_changed': {
    say: ({ who, whom, of }) => `${who} wijzigde de producten van ${whom}${part(': ', productsIn(of('products')))}`,
    undone: 'het wijzigen van de producten van',
  },
  'people.roles_changed': {
    say: ({ who, whom, of }) => {
      const now = [
        ...of('roles')
          .split(',')
          .map((role) => roles[role]),
        ...of('products').split(', '),
      ];
      return `${who} wijzigde de rollen en producten van ${whom}${part(': ', names(now))}`;
    },
    undone: 'het wijzigen van de rollen en producten van',
  },
  'people.professional_created': {
    say: ({ who, whom, of }) => `${who} maakte ${whom} aan${part(' als ', rolesIn(of('roles')))}`,
  },
  'people.professional_joined': {
    say: ({ who, whom, of }) => `${who} voegde ${whom} toe aan de school${part(' als ', rolesIn(of('roles')))}`,
  },
  'people.professionals_imported': {
    say: ({ who, count }) => `${who} maakte ${counted(count, 'professional', 'professionals')} aan met een lijst`,
  },
  'people.pupil_created': { say: ({ who, whom }) => `${who} maakte ${whom} aan als leerling` },
  'people.pupils_imported': {
    say: ({ who, count }) => `${who} maakte ${counted(count, 'leerling', 'leerlingen')} aan met een lijst`,
  },
  'results.remark_added': { say: ({ who, whom }) => `${who} schreef een opmerking bij de resultaten van ${whom}` },
  'results.remark_removed': {
    say: ({ who, whom }) => `${who} verwijderde een opmerking bij de resultaten van ${whom}`,
  },
  'accounts.profile_changed': { say: changed },
  'accounts.second_factor_on': { say: ({ who }) => `${who} zette inloggen in twee stappen aan` },
  'accounts.second_factor_off': { say: ({ who }) => `${who} zette inloggen in twee stappen uit` },
  'accounts.recovery_codes_renewed': { say: ({ who }) => `${who} maakte nieuwe herstelcodes` },
  'schools.second_factor_demanded': {
    say: ({ who }) => `${who} vraagt van alle beheerders om in twee stappen in te loggen`,
  },
  'schools.second_factor_not_demanded': {
    say: ({ who }) => `${who} vraagt niet meer van beheerders om in twee stappen in te loggen`,
  },
  'schools.addresses_set': {
    say: ({ who, of }) => `${who} stelde het IP-nummer van de school in${part(': ', of('addresses'))}`,
  },
  'schools.retention_changed': {
    say: ({ who, of }) => `${who} zette de bewaartermijn van resultaten op ${of('years')} jaar`,
  },
  'subscriptions.created': {
    say: ({ who, of }) =>
      `${who} voegde een abonnement op ${of('product')} toe: ${seats(of('seats'))} vanaf ${shortDay(of('day'))}`,
  },
  'subscriptions.seats_changed': {
    say: ({ who, of }) =>
      `${who} wijzigde het abonnement op ${of('product')} van ${of('seats_before')} naar ${seats(of('seats'))}`,
  },
  'subscriptions.ended': {
    say: ({ who, of }) => `${who} beëindigde het abonnement op ${of('product')} per ${shortDay(of('day'))}`,
  },
  'subscriptions.end_cancelled': {
    say: ({ who, of }) => `${who} annuleerde de beëindiging van het abonnement op ${of('product')}`,
  },
  'subscriptions.licence_ended': {
    say: ({ who, whom, of }) =>
      `${who} beëindigde de licentie van ${whom} voor ${of('product')} per ${shortDay(of('day'))}`,
  },
  'subscriptions.licences_given': {
    say: ({ who, whom, of }) => `${who} gaf ${whom} een licentie voor ${of('product')}`,
  },
  'subscriptions.licences_moved': {
    say: ({ who, whom, of }) => `${who} zette ${whom} over naar het abonnement op ${of('product')} dat doorloopt`,
  },
  'subscriptions.licences_moved_away': {
    say: ({ who, whom, of }) => `${who} haalde ${whom} van het abonnement op ${of('product')} dat eerder stopt`,
  },
  'subscriptions.licence_end_cancelled': {
    say: ({ who, whom, of }) => `${who} annuleerde de beëindiging van de licentie van ${whom} voor ${of('product')}`,
  },
  'publishing.content_created': { say: published('begon aan') },
  'publishing.content_published': { say: published('publiceerde') },
  'publishing.content_changed': { say: published('wijzigde') },
  'publishing.content_withdrawn': { say: published('maakte onzichtbaar:') },
  'publishing.content_removed': { say: published('verwijderde') },
  'schools.addresses_removed': { say: ({ who }) => `${who} verwijderde het IP-nummer van de school` },
};

function whomOf({ actor, subjects, subject_count: count }: AuditLine): string {
  if (count === 1 && actor?.id !== undefined && subjects[0]?.id === actor.id) return 'zichzelf';
  const rest = count - subjects.length;
  if (subjects.length === 0) return rest > 0 ? counted(rest, 'gebruiker', 'gebruikers') : 'iemand';
  return names([...subjects.map(({ name }) => name), rest > 0 ? `nog ${counted(rest, 'ander', 'anderen')}` : '']);
}

/** One change as a person reads it. */
export function sentenceOf(line: AuditLine): string {
  const told: Told = {
    // Without an actor, the portal did it by itself.
    who: line.actor?.name ?? 'Lexipoort',
    whom: whomOf(line),
    count: line.subject_count,
    of: (key) => line.details.find((detail) => detail.key === key)?.value ?? '',
  };
  const action = actions[line.action];
  if (action !== undefined) return action.say(told);
  return `${told.who} veranderde iets${line.subject_count === 0 ? '' : ` bij ${told.whom}`} (${line.action})`;
}
