import { queryOptions } from '@tanstack/react-query';
import { getSettings } from '../../api/calls';
import { schoolKey } from '../people/queries';

export const settingsQuery = (school: string) =>
  queryOptions({ queryKey: [...schoolKey(school), 'settings'], queryFn: () => getSettings(school) });
