import { createHash, randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { messagingFailures } from '../../messaging.port.ts';
import type { LetterManifest } from '../../wire/letter-manifest.ts';
import { demandPlainText } from '../demand-plain-text.ts';
import type { LetterSettings } from './letter-settings.ts';
import { printLetter, type Letter } from './print-letter.ts';

type LetterEnv = Pick<LiveEnv<LetterSettings>, 'config' | 'now'>;

/** The places of a letter in the folder that both sides share: being written, ready for the print shop, with the print shop. */
export const letterPlaces = ['drafts', 'ready', 'taken'] as const;

/**
 * Gives a letter to the print shop: a folder of its own, which is there whole or not at all, also when this machine loses power. A letter that is there already, or was
 * taken, is not given again.
 */
export async function handOverLetter({ config, now }: LetterEnv, letter: Letter, { key }: Pick<OutwardCall, 'key'>): Promise<{ messageId: string }> {
  const { name, address } = letter.to;
  demandPlainText({ subject: letter.subject, 'to.name': name, ...Object.fromEntries(Object.entries(address).map(([field, text]) => [`to.address.${field}`, text ?? ''])) }, { body: letter.body });
  if (!await inFolder(() => isHandedOver(config.folder, key))) {
    const printed = await printLetter(letter, key, config, now());
    await inFolder(() => put(config.folder, key, letter, printed));
  }
  return { messageId: key };
}

/** Nothing is ready before the one step that makes it so; when nobody knows whether that step was made, the same number finds it. */
async function inFolder<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    throw code === undefined ? error : messagingFailures.unavailable({ cause: new Error(`the folder of the print shop: ${code}`) });
  }
}

/** In this order: what the print shop takes meanwhile goes from the first to the second. */
async function isHandedOver(folder: string, key: string): Promise<boolean> {
  for (const place of ['ready', 'taken']) if (await exists(join(folder, place, key))) return true;
  return false;
}

async function put(folder: string, key: string, letter: Letter, { pdf, pages }: { pdf: Buffer; pages: number }): Promise<void> {
  const { dossier, language, to, subject, body, link } = letter;
  const manifest: LetterManifest = {
    version: 1, reference: key, dossier, file: 'letter.pdf', sha256: createHash('sha256').update(pdf).digest('hex'), bytes: pdf.length, pages, sheet: 'A4', language, to, subject, body, link,
  };
  for (const place of letterPlaces) await mkdir(join(folder, place), { recursive: true });
  const draft = join(folder, 'drafts', `${key}.${randomUUID()}`);
  try {
    await mkdir(draft);
    await writeFile(join(draft, 'letter.pdf'), pdf, { flush: true });
    await writeFile(join(draft, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    await makeDurable(draft);
    await rename(draft, join(folder, 'ready', key));
    await makeDurable(join(folder, 'ready'));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another one of us was first.
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
  }
}

async function makeDurable(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, (error: unknown) => { if (codeOf(error) === 'ENOENT') return false; throw error; });
/** The code of an error of the operating system; an error without one is a mistake of ours. */
const codeOf = (error: unknown): string | undefined => (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined);

/** Whether letters can be put there; nothing is. */
export async function checkLetters({ folder }: LetterSettings): Promise<Finding> {
  try {
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { what: 'reachability', ok: true, says: `The folder of the print shop is there (${folder}), and we may write in it.` };
  } catch (error) {
    return { what: 'reachability', ok: false, says: `Nothing can be put into the folder of the print shop at ${folder} (${codeOf(error) ?? 'unknown'}): make it, and give this user the right to write.` };
  }
}
