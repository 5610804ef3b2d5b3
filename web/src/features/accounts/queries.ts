import { queryOptions } from '@tanstack/react-query';
import { getOwnProfile, getSecondFactor } from '../../api/calls';

export const ownProfileQuery = queryOptions({ queryKey: ['profile'], queryFn: getOwnProfile });
export const secondFactorQuery = queryOptions({ queryKey: ['second-factor'], queryFn: getSecondFactor });
