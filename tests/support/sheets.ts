import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kept } from './kept';

/** A file as LibreOffice writes it, from rows of text: what a school's own computer makes. */
export function libreOffice(rows: string[][], extension: 'xlsx' | 'ods' | 'xls'): Promise<Uint8Array> {
  const content = csv(rows);
  return kept(content, extension, () => converted(new TextEncoder().encode(content), 'csv', extension));
}

/** A template with these rows filled in under its headings, as LibreOffice saves it; digits become numbers. */
export function filledIn(template: Uint8Array, rows: string[][]): Uint8Array {
  const text = new TextDecoder().decode(converted(template, 'xlsx', 'fods'));
  const cells = (row: string[]) => row.map((value) => `<table:table-cell ${kindOf(value)}/>`).join('');
  const filled = rows.map((row) => `<table:table-row>${cells(row)}</table:table-row>`).join('');
  const headings = text.indexOf('</table:table-row>') + '</table:table-row>'.length;
  const changed = text.slice(0, headings) + filled + text.slice(headings);
  return converted(new TextEncoder().encode(changed), 'fods', 'xlsx');
}

function kindOf(value: string): string {
  if (value === '') return '';
  return /^\d+$/.test(value)
    ? `office:value-type="float" office:value="${value}"`
    : `office:value-type="string" office:string-value="${value}"`;
}

/** What LibreOffice reads in a file (its first sheet, or one by name), as lines of text: proof that others can open it. */
export function readByLibreOffice(bytes: Uint8Array, extension: string, sheet?: string): string[] {
  return new TextDecoder()
    .decode(converted(bytes, extension, 'csv', sheet))
    .trim()
    .split('\n');
}

export function csv(rows: string[][], separator = ','): string {
  return rows.map((row) => `${row.join(separator)}\n`).join('');
}

function converted(bytes: Uint8Array, from: string, to: string, sheet?: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'lexipoort-office-'));
  try {
    writeFileSync(join(folder, `list.${from}`), bytes);
    const args = ['--headless', `-env:UserInstallation=file://${folder}/profile`];
    if (from === 'csv') args.push('--infilter=Text - txt - csv (StarCalc):44,34,76,1');
    // The last of the options asks for a file of each sheet.
    const sheets = sheet === undefined ? '' : ',,0,true,true,false,false,false,-1';
    const filter = to === 'csv' ? `csv:Text - txt - csv (StarCalc):44,34,76,1${sheets}` : to;
    args.push('--convert-to', filter, '--outdir', join(folder, 'out'), join(folder, `list.${from}`));
    execFileSync('soffice', args, { stdio: 'ignore' });
    return readFileSync(join(folder, 'out', `list${sheet === undefined ? '' : `-${sheet}`}.${to}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
