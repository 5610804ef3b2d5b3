/** Hands a file that was fetched to the browser, as if a link to it was clicked. */
export function saveAs(blob: Blob, fileName: string) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // Not at once: some browsers only start reading the file after this turn.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
