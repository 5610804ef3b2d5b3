import { useMutation, useQueryClient } from '@tanstack/react-query';
import { dropImport } from '../../../api/calls';
import { importQuery, importsQuery } from '../queries';

/** R4.4.8: of a list that is done with, the server forgets the passwords, and so does the page. */
export function useEndImport(school: string, id: string, onDone: () => Promise<void>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => dropImport(school, id),
    onSuccess: async () => {
      // Not shown once more, not even until the next answer.
      queryClient.removeQueries({ queryKey: importsQuery(school).queryKey });
      await onDone();
      // Only now: while its page is there, it would be asked for again.
      queryClient.removeQueries({ queryKey: importQuery(school, id).queryKey });
    },
  });
}
