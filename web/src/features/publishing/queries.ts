import { queryOptions } from '@tanstack/react-query';
import { type ContentFilter, getContent, getContents, getOperatorSchools } from '../../api/calls';
import type { ContentKind } from '../../api/types';

export const schoolsQuery = queryOptions({ queryKey: ['operator', 'schools'], queryFn: getOperatorSchools });

export const contentsKey = ['operator', 'contents'] as const;

export const contentsQuery = (kind: ContentKind, filter: ContentFilter) =>
  queryOptions({
    queryKey: [...contentsKey, 'list', kind, filter],
    queryFn: () => getContents(kind, filter),
    staleTime: 0,
  });

export const contentQuery = (content: string) =>
  queryOptions({
    queryKey: [...contentsKey, content],
    queryFn: () => getContent(content),
    staleTime: 0,
  });
