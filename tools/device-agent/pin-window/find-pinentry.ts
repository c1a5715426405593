import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Those with a window first; the one of a terminal last. */
const names: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['pinentry-mac', 'pinentry'],
  win32: ['pinentry-w32.exe', 'pinentry-basic.exe', 'pinentry.exe'],
};
const elsewhere = ['pinentry-gnome3', 'pinentry-gtk-2', 'pinentry-gtk', 'pinentry-qt', 'pinentry-qt5', 'pinentry-x11', 'pinentry', 'pinentry-curses', 'pinentry-tty'];

/** The whole path of the first pinentry on `path` (as in PATH), or nothing. */
export function findPinentry(path: string, platform: NodeJS.Platform, isProgram: (file: string) => boolean = mayRun): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return (names[platform] ?? elsewhere).flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => isProgram(file));
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
