import type { Role } from '../../api/types';

export const roleNames: Record<Role, string> = { administrator: 'Beheerder', supervisor: 'Begeleider' };

/** 'Beheerder en begeleider' */
export const roleSentence = (roles: Role[]): string =>
  roles.length === 0
    ? 'Geen rol'
    : roles.map((role, at) => (at === 0 ? roleNames[role] : roleNames[role].toLowerCase())).join(' en ');
