import type { StoredFile } from '../api/types';
import { DownIcon, FileIcon } from './icons';
import { sizeText, sortOfFile } from './sizes';
import classes from './FileLink.module.css';

/** What the browser shows by itself; all else it saves. */
const isShown = ({ media_type: type }: StoredFile) => /^(image|video|audio)\/|^application\/pdf$/.test(type);

/** A file to open or save, with what it is and how large. */
export function FileLink({ file, name }: { file: StoredFile; name: string }) {
  const shown = isShown(file);
  return (
    <a className={classes.link} href={file.address} {...(shown ? { target: '_blank', rel: 'noopener' } : {})}>
      {shown ? <FileIcon size={22} /> : <DownIcon size={22} />}
      <span>
        {shown ? 'Openen' : 'Downloaden'}
        <span className="unseen">{`: ${name}`}</span>
        <small>{`${sortOfFile(file)}, ${sizeText(file.size)}`}</small>
      </span>
    </a>
  );
}
