import classes from './Logo.module.css';

/** A gate with an open book's line in it. */
export function Logo({ size = 34 }: { size?: number }) {
  return (
    <>
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <path
          d="M6 28V14a10 10 0 0 1 20 0v14"
          fill="none"
          stroke="currentColor"
          strokeWidth="3.4"
          strokeLinecap="round"
        />
        <path d="M16 28V12.5" stroke="#f7b13c" strokeWidth="3.4" strokeLinecap="round" />
        <circle cx="20.8" cy="20" r="1.8" fill="#f7b13c" />
      </svg>
      <span className={classes.word}>Lexipoort</span>
    </>
  );
}
