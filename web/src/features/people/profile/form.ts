import { faultOf } from '../../../api/messages';
import type { Profile, ProfileEdit } from '../../../api/types';
import {
  faultsIn as faultsInFields,
  fieldsOfAdults,
  mandatoryOfAdults,
  type ProfileField,
  type ProfileValues,
  shown as shownAsText,
} from '../../accounts/profile';
import { yearGroupName, yearGroups } from '../../schools/words';
import { minimumPassword } from '../create/pupil';

export const fieldsOf: Record<Profile['kind'], ProfileField[]> = {
  pupil: ['first_name', 'infix', 'last_name', 'year_group', 'user_name'],
  professional: fieldsOfAdults,
  operator: fieldsOfAdults,
};

/** A value as people read it. */
export const shownIn = (sector: string) => (field: ProfileField, value: string) =>
  field === 'year_group' && value !== '' ? yearGroupName(sector, Number(value)) : shownAsText(value);

/** R4.12.1 */
export function faultsIn(kind: Profile['kind'], values: ProfileValues & { password: string }, sector: string) {
  if (kind !== 'pupil') return faultsInFields(mandatoryOfAdults, values);
  return {
    ...faultsInFields(['first_name', 'last_name', 'user_name'], values),
    ...(yearGroups(sector).includes(Number(values.year_group)) ? {} : { year_group: 'Kies een leerjaar' }),
    ...(values.password !== '' && values.password.length < minimumPassword ? { password: faultOf('too_short') } : {}),
  };
}

/** An address that waits for its proof is withdrawn when `new_email` is empty. */
export function toSend(
  kind: Profile['kind'],
  { version, new_email }: Pick<ProfileEdit, 'version' | 'new_email'>,
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
    : { ...names, email: values.email.trim(), job_title: values.job_title.trim(), new_email };
}
