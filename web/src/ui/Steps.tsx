import { TickIcon } from './icons';
import classes from './Steps.module.css';

/** Where you are in a row of steps. */
export function Steps({ names, at }: { names: string[]; at: number }) {
  return (
    <ol className={classes.steps} aria-label="Stappen">
      {names.map((name, index) => (
        <li
          key={name}
          data-state={index < at ? 'done' : index === at ? 'now' : 'later'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className={classes.number} aria-hidden="true">
            {index < at ? <TickIcon size={18} /> : index + 1}
          </span>
          <span>
            <span className="unseen">{`Stap ${index + 1}: `}</span>
            <span className={classes.name}>{name}</span>
            {index < at ? <span className="unseen"> (klaar)</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
