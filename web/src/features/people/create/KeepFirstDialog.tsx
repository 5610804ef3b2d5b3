import { Button } from '../../../ui/Button';
import { Dialog, DialogButtons } from '../../../ui/Dialog';

interface Props {
  children: string;
  /** What one does all the same, in a word or two. */
  go: string;
  onGo: () => void;
  onStay: () => void;
}

/** R4.4.8: asks before passwords go that were not downloaded. */
export function KeepFirstDialog({ children, go, onGo, onStay }: Props) {
  return (
    <Dialog title="Heb je de inloggegevens?" open onClose={onStay} size="sm">
      <p>{children}</p>
      <DialogButtons>
        <Button
          variant="default"
          size="md"
          onClick={() => {
            onStay();
            onGo();
          }}
        >
          {go}
        </Button>
        <Button size="md" data-autofocus onClick={onStay}>
          Eerst downloaden
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
