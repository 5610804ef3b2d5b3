import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { messageOf, names } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import type { Done, Person, Product } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { Dialog, DialogButtons } from '../../../ui/Dialog';
import { focusFirstFault } from '../../../ui/form';
import { TickIcon } from '../../../ui/icons';
import { Note } from '../../../ui/Note';
import { fullName } from '../words';
import { Concerned } from './Concerned';
import classes from './TaskForm.module.css';

/** What every task's dialog gets. */
export interface TaskProps {
  school: { id: string; sector: string };
  people: Person[];
  products: Product[];
  onClose: () => void;
  onDone: (done: Done, sentence: string) => void;
  /** Somebody changed meanwhile: looks anew, takes them out of the choice and gives who they are. */
  onChanged: () => Promise<Person[]>;
  /** Takes them out of the choice. */
  onDrop: (people: Person[]) => void;
}

interface Props extends Pick<TaskProps, 'people' | 'onClose' | 'onDone' | 'onChanged' | 'onDrop'> {
  title: string;
  button: string;
  size?: 'lg' | 'xl';
  /** One sentence that says what will happen; without it, what has to be chosen first. */
  summary: string | undefined;
  todo?: string;
  /** Whether all is filled in; it may show what is missing. */
  check?: () => boolean;
  run: () => Promise<Done>;
  /** What has happened. */
  told: (done: Done) => string;
  children?: ReactNode;
}

/** The last two steps of each task: choose, see what will happen, do it. A refusal leaves all as it was chosen. */
export function TaskForm(props: Props) {
  const { title, button, size = 'lg', summary, todo, check, run, told, people, children } = props;
  const { onClose, onDone, onChanged, onDrop } = props;
  const form = useRef<HTMLFormElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const [changed, setChanged] = useState<Person[]>([]);
  const act = useMutation({
    mutationFn: run,
    onSuccess: (done) => onDone(done, told(done)),
    onError: async (error) => {
      setChanged(isProblem(error, 'changed_meanwhile') ? await onChanged() : []);
    },
  });
  return (
    <Dialog title={title} open onClose={onClose} size={size}>
      <form
        ref={form}
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (act.isPending || people.length === 0) return;
          if (check?.() === false) {
            focusFirstFault(form.current);
          } else act.mutate();
        }}
      >
        {children}
        <p className={classes.summary} role="status" data-todo={summary === undefined ? true : undefined}>
          {people.length === 0 ? 'Er is niemand meer gekozen.' : (summary ?? todo)}
        </p>
        {act.isError ? (
          <Note kind="bad">
            <p>{messageOf(act.error)}</p>
            {isProblem(act.error) && act.error.code !== 'changed_meanwhile' ? (
              <Concerned
                problem={act.error}
                people={people}
                onDrop={(whom) => {
                  onDrop(whom);
                  act.reset();
                  submit.current?.focus();
                }}
              />
            ) : null}
            {changed.length === 0 ? null : (
              <p>
                {`${names(changed.map(fullName))} ${changed.length === 1 ? 'is' : 'zijn'} niet meer aangevinkt${people.length === 0 ? '.' : '; de anderen nog wel.'}`}
              </p>
            )}
          </Note>
        ) : null}
        <DialogButtons>
          <Button variant="default" size="md" onClick={onClose}>
            Annuleren
          </Button>
          <Button
            ref={submit}
            type="submit"
            size="md"
            leftSection={<TickIcon />}
            loading={act.isPending}
            disabled={people.length === 0}
          >
            {button}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
