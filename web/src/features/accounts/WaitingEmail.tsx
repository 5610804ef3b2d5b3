import { useMutation } from '@tanstack/react-query';
import { Button } from '../../ui/Button';
import { notifyBad } from '../../ui/notify';
import { Note } from '../../ui/Note';

interface Props {
  address: string | null | undefined;
  /** Nothing when it is not this user's to withdraw. */
  withdraw: (() => Promise<unknown>) | undefined;
}

/** R4.12.1, R4.12.2: an address counts when the link that was mailed there is used; until then it can be taken back. */
export function WaitingEmail({ address, withdraw }: Props) {
  const cancel = useMutation({ mutationFn: async () => withdraw?.(), onError: notifyBad });
  if (typeof address !== 'string') return null;
  return (
    <Note>
      <p>{`Wacht op bevestiging: ${address}`}</p>
      {withdraw === undefined ? null : (
        <Button variant="default" size="md" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Annuleren
        </Button>
      )}
    </Note>
  );
}
