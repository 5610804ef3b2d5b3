import { execFileSync } from 'node:child_process';

/** The text that can be selected in a PDF, page after page. */
export function pdfText(bytes: Uint8Array): string {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' });
}

/** The fonts of a PDF, and whether they travel along with it. */
export function pdfFonts(bytes: Uint8Array): { name: string; embedded: boolean }[] {
  const table = execFileSync('pdffonts', ['-'], { input: bytes, encoding: 'utf8' });
  // name, type, encoding, embedded, subset, unicode, object
  return table
    .split('\n')
    .slice(2)
    .filter((line) => line !== '')
    .map((line) => ({ name: line.split(' ')[0] ?? '', embedded: line.trim().split(/\s+/).at(-5) === 'yes' }));
}

/** What a screen reader is told of a PDF: the parts that it is made of, one a line, or nothing when it is not tagged. */
export function pdfParts(bytes: Uint8Array): string[] {
  const isTagged = /^Tagged: +yes$/m.test(execFileSync('pdfinfo', ['-'], { input: bytes, encoding: 'utf8' }));
  if (!isTagged) return [];
  const tree = execFileSync('pdfinfo', ['-struct-text', '-'], { input: bytes, encoding: 'utf8' });
  return tree.split('\n').map((line) => line.trim().replace(/ \(.*\)$/, ''));
}
