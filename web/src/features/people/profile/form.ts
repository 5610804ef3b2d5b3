import type { Profile, ProfileEdit } from '../../../api/types';
import { allowedUserName, minimumPassword } from '../create/pupil';
import { yearGroupName, yearGroups } from '../words';
import { faultOf } from '../../../api/messages';

/** What can be typed in a profile (R4.12.1). */
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

const ofAdults: ProfileField[] = ['first_name', 'infix', 'last_name', 'email', 'user_name', 'job_title'];

export const fieldsOf: Record<Profile['kind'], ProfileField[]> = {
  pupil: ['first_name', 'infix', 'last_name', 'year_group', 'user_name'],
  professional: ofAdults,
  operator: ofAdults,
};

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

/** A value as people read it. */
export function shown(field: ProfileField, value: string, sector: string): string {
  if (value.trim() === '') return 'Niet ingevuld';
  return field === 'year_group' ? yearGroupName(sector, Number(value)) : value;
}

/** The e-mail address that was asked for, while the one that counts is still another (logins are in lower case). */
export function waitingEmail(typed: string, now: string | null | undefined): string | undefined {
  const asked = typed.trim();
  return asked.toLowerCase() === (now ?? '') ? undefined : asked;
}

/** Mandatory fields empty: no saving. The rest is the server's to judge. */
export function faultsIn(kind: Profile['kind'], values: ProfileValues & { password: string }, sector: string) {
  const faults: Partial<Record<ProfileField | 'password', string>> = {};
  for (const field of ['first_name', 'last_name'] as const) {
    if (values[field].trim() === '') faults[field] = faultOf('required');
  }
  if (kind === 'pupil') {
    if (!yearGroups(sector).includes(Number(values.year_group))) faults.year_group = 'Kies een leerjaar';
    if (values.user_name.trim() === '') faults.user_name = faultOf('required');
    if (values.password !== '' && values.password.length < minimumPassword) faults.password = faultOf('too_short');
  } else if (values.email.trim() === '') faults.email = faultOf('required');
  if (values.user_name.trim() !== '' && !allowedUserName(values.user_name.trim())) {
    faults.user_name = faultOf('not_allowed');
  }
  return faults;
}

export function toSend(
  kind: Profile['kind'],
  version: number,
  values: ProfileValues & { password: string },
): ProfileEdit {
  const names = {
    version,
    first_name: values.first_name.trim(),
    infix: values.infix.trim(),
    last_name: values.last_name.trim(),
    user_name: values.user_name.trim(),
  };
  return kind === 'pupil'
    ? {
        ...names,
        year_group: Number(values.year_group),
        ...(values.password === '' ? {} : { password: values.password }),
      }
    : { ...names, email: values.email.trim(), job_title: values.job_title.trim() };
}

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
