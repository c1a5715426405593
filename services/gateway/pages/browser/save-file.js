/** A file is kept as the browser keeps what it downloads, and the screen stays. From the answer itself: an element has its token, and the address would be opened without it. */

const longEnough = 60_000;

/** The name that the house gives a file to be kept; nothing where it is shown. @param {Response} response */
export function fileNameOf({ headers }) {
  return /^attachment; filename="([^"]+)"$/.exec(headers.get('Content-Disposition') ?? '')?.[1];
}

/** @param {Response} response @param {string} fileName */
export async function saveFile(response, fileName) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = fileName;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, longEnough);
}
