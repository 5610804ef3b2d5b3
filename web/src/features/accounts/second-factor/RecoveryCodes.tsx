import { Button } from '../../../ui/Button';
import { saveAs } from '../../../api/download';
import { Note } from '../../../ui/Note';
import classes from './second-factor.module.css';

/** Shown this once: the server keeps only what it needs to know them again. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const text = `Herstelcodes voor Lexipoort. Elke code werkt één keer.\r\n\r\n${codes.join('\r\n')}\r\n`;
  return (
    <div className={classes.step}>
      <Note kind="good" live>
        <p>Dat is gelukt. Bewaar nu deze herstelcodes: je ziet ze maar één keer.</p>
      </Note>
      <p>Ben je je telefoon kwijt? Dan log je in met een van deze codes. Elke code werkt één keer.</p>
      <ul className={classes.codes} aria-label="Herstelcodes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div>
        <Button
          variant="default"
          size="md"
          onClick={() => saveAs(new Blob([text], { type: 'text/plain' }), 'herstelcodes-lexipoort.txt')}
        >
          Download als bestand
        </Button>
      </div>
    </div>
  );
}
