import { type ReactNode, useState } from 'react';
import { Button } from './Button';
import { PencilIcon } from './icons';
import { Card } from './Page';

interface Props {
  title: string;
  /** What the button with the pencil is called; there is none when nothing may be changed. */
  button: string | undefined;
  disabled?: boolean;
  onEdit: () => void;
  /** There while it is being changed, instead of what one reads. */
  form: ReactNode;
  children: ReactNode;
}

/** For a form that has come in the place of what opened it: one goes on at its first field. */
export const focusFirst = (form: HTMLElement | null) => {
  form?.querySelector<HTMLElement>(':is(input, select, textarea):enabled')?.focus();
};

/** A card to read until one presses its pencil; when the form goes, the focus is back at the pencil. */
export function EditCard({ title, button, disabled = false, onEdit, form, children }: Props) {
  const [edited, setEdited] = useState(false);
  return (
    <Card title={title}>
      {form !== null ? (
        <div ref={focusFirst}>{form}</div>
      ) : (
        <>
          {children}
          {button === undefined ? null : (
            <div>
              <Button
                size="md"
                leftSection={<PencilIcon />}
                disabled={disabled}
                autoFocus={edited}
                onClick={() => {
                  setEdited(true);
                  onEdit();
                }}
              >
                {button}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}
