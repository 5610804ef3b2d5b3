import { useMutation } from '@tanstack/react-query';
import { getPeopleSheet } from '../../api/calls';
import { saveAs } from '../../api/download';
import type { Person } from '../../api/types';
import { Disclosure, menuClasses } from '../../ui/Disclosure';
import { ChevronIcon, DownIcon } from '../../ui/icons';
import { notifyBad, notifyGood } from '../../ui/notify';
import { type State, type Task, tasksOf } from './tasks/tasks';
import classes from './PeopleView.module.css';

interface Props {
  school: string;
  state: State;
  /** Those who are listed, as they are listed. */
  people: Person[];
  onTask: (task: Task) => void;
}

/** 'Kies een beheertaak' */
export function TaskMenu({ school, state, people, onTask }: Props) {
  // R4.11.1
  const download = useMutation({
    mutationFn: () =>
      getPeopleSheet(
        school,
        state,
        people.map(({ id }) => id),
      ),
    onSuccess: (xlsx) => {
      saveAs(xlsx, state === 'active' ? 'gebruikers.xlsx' : 'gebruikersarchief.xlsx');
      notifyGood('Het Excel-bestand is gedownload.');
    },
    onError: notifyBad,
  });
  return (
    <Disclosure
      align="end"
      className={classes.taskButton}
      button={
        <>
          Kies een beheertaak <ChevronIcon size={18} />
        </>
      }
    >
      {(close) => (
        <ul className={menuClasses.list}>
          {tasksOf(state).map((task) => (
            <li key={task.key}>
              <button
                type="button"
                className={menuClasses.item}
                onClick={() => {
                  close();
                  onTask(task);
                }}
              >
                <task.Icon />
                <span>
                  {task.name}
                  <small>{task.text}</small>
                </span>
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              className={menuClasses.item}
              onClick={() => {
                close();
                download.mutate();
              }}
            >
              <DownIcon />
              <span>
                Downloaden
                <small>Deze lijst in Excel</small>
              </span>
            </button>
          </li>
        </ul>
      )}
    </Disclosure>
  );
}
