import { useId, useState } from 'react';
import classes from './Frame.module.css';

/** A tab that cannot be used (yet), and on hover, focus and touch why that is. */
export function Reason({ name, reason }: { name: string; reason: string }) {
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <span className={classes.reasonRoot} onMouseEnter={() => setShown(true)} onMouseLeave={() => setShown(false)}>
      <a
        role="link"
        aria-disabled="true"
        aria-describedby={id}
        tabIndex={0}
        className={classes.tab}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onClick={() => setShown(true)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setShown(false);
        }}
      >
        {name}
      </a>
      <span id={id} role="tooltip" className={shown ? classes.reason : 'unseen'}>
        {reason}
      </span>
    </span>
  );
}
