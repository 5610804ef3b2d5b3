import { queryOptions } from '@tanstack/react-query';
import { getSettings } from '../../api/calls';

/** Everything that was fetched of a school; after a change none of it is to be trusted. */
export const schoolKey = (school: string) => ['school', school] as const;

export const settingsQuery = (school: string) =>
  queryOptions({ queryKey: [...schoolKey(school), 'settings'], queryFn: () => getSettings(school) });
