import { applicationId } from '../content/file-paths.ts';
import type { Chip, Reply, Session } from './chip.ts';
import type { Command } from './command.ts';
import * as says from './status-words.ts';

const folders = ['', 'DF00', 'DF01'];
/** The applet itself, as middleware selects it after a reset. */
const appletId = 'A00000003029057000AD13100101FF';

/** 00 A4: by path (08, 09), by what is in the folder (00, 02) or by application (04). Never answers with data. */
export function selectFile({ files }: Chip, session: Session, { p1, p2, data }: Command): Reply {
  if (p2 !== 0x0c && p2 !== 0x00) return { status: says.wrongParameters };
  const name = Buffer.from(data).toString('hex').toUpperCase();
  const found = pathOf(p1, name, session.selected);
  if (found === undefined) return { status: [0, 2, 4, 8, 9].includes(p1) ? says.notFound : says.wrongParameters };
  if (!folders.includes(found) && !files.has(found)) return { status: says.notFound };
  session.selected = found;
  return { status: says.done };
}

function pathOf(p1: number, name: string, selected: string): string | undefined {
  const folder = folders.includes(selected) ? selected : selected.slice(0, -4);
  if (p1 === 0x04) return { [applicationId]: 'DF00', [appletId]: '' }[name];
  if (p1 === 0x08) return name.replace(/^3F00/, '');
  if (p1 !== 0x00 && p1 !== 0x02 && p1 !== 0x09) return undefined;
  return name === '3F00' ? '' : folder + name;
}

/** 00 B0. More than there is left is asked again for exactly that. */
export function readBinary({ files }: Chip, { selected }: Session, { p1, p2, p3 }: Command): Reply {
  const file = files.get(selected);
  if (file === undefined) return { status: says.noFileSelected };
  const offset = p1 * 256 + p2;
  if (offset >= file.length) return { status: says.pastTheEnd };
  const [left, asked] = [file.length - offset, p3 === 0 ? 256 : p3];
  return asked > left ? { status: says.askFor(left) } : { data: file.subarray(offset, offset + asked), status: says.done };
}

/** 80 E4: number of the chip, what it is made of, version of the applet; from 1.8 on also how many tries are left (P2 = 1). */
export function getCardData({ applet, chipNumber, pin }: Chip, _session: Session, { p1, p2, p3 }: Command): Reply {
  if (p1 !== 0 || p2 > (applet === '1.8' ? 1 : 0)) return { status: says.wrongParameters };
  const version = applet === '1.8' ? 0x18 : 0x17;
  // The last byte, the life cycle, is the same before and after activation: sources do not agree on it, so nobody should go by it.
  const made = [0xa5, 0x03, 0x01, 0x01, 0x01, version, 0x03, 0x00, version, 0x21, 0x01, 0x0f];
  // What the two bytes behind the tries of the PIN say is not public.
  const data = Buffer.from([...chipNumber, ...made, ...p2 === 1 ? [pin.left, 0, 0] : []]);
  return p3 === data.length ? { data, status: says.done } : { status: says.askFor(data.length) };
}
