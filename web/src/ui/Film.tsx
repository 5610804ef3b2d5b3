import type { Content } from '../api/types';
import classes from './Film.module.css';

interface Props {
  of: Pick<Content, 'title' | 'address' | 'embedded' | 'file' | 'captions' | 'image'>;
}

/** Whether a content has a film to play in its place. */
export const hasFilm = ({ embedded, file }: Pick<Content, 'embedded' | 'file'>) =>
  embedded || (file?.media_type.startsWith('video/') ?? false);

/** A film that plays in its place: one of our own, or one of YouTube or Vimeo. */
export function Film({ of }: Props) {
  if (of.embedded && of.address != null) {
    return (
      <iframe
        className={classes.film}
        src={of.address}
        title={of.title}
        loading="lazy"
        allow="fullscreen; encrypted-media; picture-in-picture"
        allowFullScreen
        // YouTube plays nothing for a page that does not say which site it is of.
        referrerPolicy="strict-origin-when-cross-origin"
        sandbox="allow-scripts allow-same-origin allow-presentation allow-popups"
      />
    );
  }
  return (
    <video
      className={classes.film}
      controls
      preload="metadata"
      playsInline
      aria-label={of.title}
      src={of.file?.address}
      poster={of.image?.address}
    >
      {of.captions == null ? null : (
        <track kind="captions" srcLang="nl" label="Nederlands" src={of.captions.address} default />
      )}
    </video>
  );
}
