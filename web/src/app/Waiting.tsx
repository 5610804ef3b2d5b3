import classes from './Message.module.css';

export function Waiting() {
  return (
    <div className={classes.waiting} role="status">
      <span className={classes.dots} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      Even laden…
    </div>
  );
}
