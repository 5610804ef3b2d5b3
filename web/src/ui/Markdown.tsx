import classes from './Markdown.module.css';

/**
 * A text of the publisher. The server made the HTML, of Markdown in which no HTML counts and of which every link and
 * image was looked at (server/platform/markdown): this is the one place where the page takes HTML from anybody.
 */
export const Markdown = ({ html }: { html: string }) => (
  <div className={classes.text} dangerouslySetInnerHTML={{ __html: html }} />
);
