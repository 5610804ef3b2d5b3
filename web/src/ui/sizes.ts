/** '1,4 MB' */
export function sizeText(bytes: number): string {
  const figure = (value: number) => value.toLocaleString('nl', { maximumFractionDigits: 1 });
  if (bytes >= 2 ** 20) return `${figure(bytes / 2 ** 20)} MB`;
  return bytes >= 2 ** 10 ? `${figure(Math.round(bytes / 2 ** 10))} KB` : `${bytes} bytes`;
}

const sorts: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/zip': 'ZIP-bestand',
  'audio/mpeg': 'Geluid',
  'text/vtt': 'Ondertitels',
};

/** 'PDF', 'Film', 'DOCX-bestand': what a file is, for whoever is about to open it. */
export function sortOfFile({ media_type: type, name }: { media_type: string; name: string }): string {
  if (type.startsWith('image/')) return 'Afbeelding';
  if (type.startsWith('video/')) return 'Film';
  return sorts[type] ?? `${name.slice(name.lastIndexOf('.') + 1).toUpperCase()}-bestand`;
}
