import type { UseQueryResult } from '@tanstack/react-query';
import { messageOf } from '../api/messages';
import { Button } from '../ui/Button';
import { Note } from '../ui/Note';

/** In the place of what could not be fetched, so that it does not read as if there is nothing. */
export function FetchFault({ query }: { query: Pick<UseQueryResult, 'isLoadingError' | 'error' | 'refetch'> }) {
  if (!query.isLoadingError) return null;
  return (
    <Note kind="bad">
      <p>{messageOf(query.error)}</p>
      <Button variant="default" onClick={() => void query.refetch()}>
        Probeer opnieuw
      </Button>
    </Note>
  );
}
