import { useId, useRef } from 'react';
import { messageOf } from '../../../api/messages';
import { isProblem } from '../../../api/problem';
import type { StoredFile } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { FileIcon, UpIcon } from '../../../ui/icons';
import { sizeText } from '../../../ui/sizes';
import { type Sending, useUpload } from './useUpload';
import classes from './form.module.css';

interface Props {
  label: string;
  hint?: string;
  /** What the browser offers first. */
  accept?: string;
  value: StoredFile | null;
  error?: string | undefined;
  onChange: (file: StoredFile | null) => void;
}

/** A file that is uploaded as soon as it is chosen. */
export function FileField({ label, hint, accept, value, error, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const chooser = useRef<HTMLButtonElement>(null);
  const name = useId();
  const upload = useUpload(onChange);
  const { sending } = upload;
  return (
    <div
      role="group"
      aria-labelledby={name}
      className={classes.file}
      data-faulty={error === undefined ? undefined : true}
    >
      <span id={name} className={classes.label}>
        {label}
      </span>
      {hint === undefined ? null : <span className={classes.hint}>{hint}</span>}
      {value === null || sending !== undefined ? null : <Kept file={value} />}
      {sending === undefined ? null : <Progress sending={sending} />}
      <div className={classes.fileButtons}>
        {sending !== undefined && sending.fault === undefined ? null : (
          <Button
            ref={chooser}
            variant="default"
            leftSection={<UpIcon />}
            aria-label={`${value === null ? 'Kies een bestand' : 'Kies een ander bestand'}: ${label}`}
            onClick={() => input.current?.click()}
          >
            {value === null ? 'Kies een bestand' : 'Kies een ander bestand'}
          </Button>
        )}
        {sending?.fault !== undefined && canGoOn(sending.fault) ? (
          <Button onClick={upload.goOn}>Ga verder met versturen</Button>
        ) : null}
        {sending === undefined ? null : (
          <Button
            variant="subtle"
            onClick={() => {
              upload.cancel();
              setTimeout(() => chooser.current?.focus());
            }}
          >
            Stoppen
          </Button>
        )}
        {value !== null && sending === undefined ? (
          <Button
            variant="subtle"
            aria-label={`Haal weg: ${label}`}
            onClick={() => {
              onChange(null);
              setTimeout(() => chooser.current?.focus());
            }}
          >
            Haal weg
          </Button>
        ) : null}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (chosen !== undefined) upload.start(chosen);
        }}
      />
      {error === undefined ? null : <p className={classes.fault}>{error}</p>}
    </div>
  );
}

/** Not when the file itself is refused. */
const canGoOn = (fault: unknown) => !isProblem(fault) || fault.status !== 422;

function Kept({ file }: { file: StoredFile }) {
  return (
    <div className={classes.kept}>
      {file.media_type.startsWith('image/') ? (
        <img src={file.address} alt="" />
      ) : (
        <span className={classes.fileIcon}>
          <FileIcon size={28} />
        </span>
      )}
      <span>
        <a href={file.address} target="_blank" rel="noopener">
          {file.name}
        </a>
        <small>{sizeText(file.size)}</small>
      </span>
    </div>
  );
}

function Progress({ sending: { file, sent, fault } }: { sending: Sending }) {
  const percent = Math.floor((100 * sent) / Math.max(file.size, 1));
  return (
    <div className={classes.sending}>
      <p>
        <strong>{file.name}</strong>
        <small>{`${sizeText(sent)} van ${sizeText(file.size)}`}</small>
      </p>
      <progress value={percent} max={100} aria-label={`${file.name} versturen`}>{`${percent} %`}</progress>
      {fault === undefined ? null : (
        <p role="alert" className={classes.fault}>
          {messageOf(fault)}
        </p>
      )}
    </div>
  );
}
