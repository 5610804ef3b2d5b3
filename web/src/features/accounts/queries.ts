import { queryOptions } from '@tanstack/react-query';
import { getOwnProfile } from '../../api/calls';

export const ownProfileQuery = queryOptions({ queryKey: ['profile'], queryFn: getOwnProfile });
