import { faultOf } from '../../api/messages';
import type { OwnProfileEdit, Profile } from '../../api/types';

/** What can be typed in a profile, one's own or somebody else's (R4.12.1, R4.12.2). */
export interface ProfileValues {
  first_name: string;
  infix: string;
  last_name: string;
  year_group: string;
  user_name: string;
  email: string;
  job_title: string;
}
export type ProfileField = keyof ProfileValues;

export const fieldNames: Record<ProfileField, string> = {
  first_name: 'Voornaam',
  infix: 'Tussenvoegsel',
  last_name: 'Achternaam',
  year_group: 'Leerjaar',
  user_name: 'Gebruikersnaam',
  email: 'E-mailadres',
  job_title: 'Functie',
};

export const fieldsOfAdults: ProfileField[] = ['first_name', 'infix', 'last_name', 'email', 'user_name', 'job_title'];

type Typed = Pick<Profile, 'first_name' | 'infix' | 'last_name' | 'year_group' | 'user_name' | 'email' | 'job_title'>;

export const valuesOf = (profile: Typed): ProfileValues => ({
  first_name: profile.first_name,
  infix: profile.infix,
  last_name: profile.last_name,
  year_group: String(profile.year_group ?? ''),
  user_name: profile.user_name ?? '',
  email: profile.email ?? '',
  job_title: profile.job_title,
});

/** One's own profile to save. An address that waits is withdrawn, unless it is added. */
export const toSend = (version: number, values: ProfileValues): OwnProfileEdit => ({
  version,
  first_name: values.first_name.trim(),
  infix: values.infix.trim(),
  last_name: values.last_name.trim(),
  user_name: values.user_name.trim(),
  email: values.email.trim(),
  job_title: values.job_title.trim(),
});

/** A value as people read it. */
export const shown = (value: string): string => (value.trim() === '' ? 'Niet ingevuld' : value);

/** The e-mail address that was asked for, while the one that counts is still another (logins are in lower case). */
export function waitingEmail(typed: string, now: string | null | undefined): string | undefined {
  const asked = typed.trim();
  return asked.toLowerCase() === (now ?? '') ? undefined : asked;
}

/** The same rule as the server's; it only saves asking. */
export const allowedUserName = (text: string) => /^[a-z0-9._-]{3,40}$/.test(text);

type Faults = Partial<Record<ProfileField, string>>;

/** Mandatory fields empty: no saving. The rest is the server's to judge. */
export function faultsIn(mandatory: ProfileField[], values: ProfileValues): Faults {
  const faults: Faults = {};
  for (const field of mandatory) if (values[field].trim() === '') faults[field] = faultOf('required');
  const userName = values.user_name.trim();
  if (userName !== '' && !allowedUserName(userName)) faults.user_name = faultOf('not_allowed');
  return faults;
}

export const mandatoryOfAdults: ProfileField[] = ['first_name', 'last_name', 'email'];

export interface Difference {
  field: ProfileField;
  theirs: string;
  /** What was typed here; nothing when the field was left as it was. */
  yours: string | undefined;
}

/** What somebody else changed since the form was opened, beside what was typed here (see R4.12.1). */
export function differences(fields: ProfileField[], before: ProfileValues, typed: ProfileValues, now: ProfileValues) {
  return fields
    .filter((field) => now[field] !== before[field] && now[field] !== typed[field].trim())
    .map((field): Difference => ({
      field,
      theirs: now[field],
      yours: typed[field] === before[field] ? undefined : typed[field],
    }));
}
