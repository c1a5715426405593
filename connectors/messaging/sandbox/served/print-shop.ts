import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { letterManifest, type LetterManifest } from '../../wire/letter-manifest.ts';
import type { messaging } from '../../messaging.port.ts';
import { pull } from './pull.ts';

type Sandbox = Pick<OpenSandbox<typeof messaging>, 'implementation' | 'levers'>;

/** Takes what is ready, letter by letter; what it cannot take now stays. Two shops may look at once: the books take each number once. */
export async function takeLetters(sandbox: Sandbox, folder: string): Promise<void> {
  const ready = join(folder, 'ready');
  if (!existsSync(ready)) return;
  mkdirSync(join(folder, 'taken'), { recursive: true });
  for (const reference of readdirSync(ready).toSorted()) {
    if (await take(sandbox, join(ready, reference)) === 'taken') move(join(ready, reference), join(folder, 'taken', reference));
  }
}

async function take(sandbox: Sandbox, letter: string): Promise<'taken' | 'later'> {
  const manifest = await readLetter(letter);
  if (!manifest) return 'later';
  const { reference: key, dossier, language, to, subject, body, link } = manifest;
  const call = { key, actor: 'print-shop', dossier, traceId: '', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('nothing is sealed in a letter')) };
  try {
    await sandbox.implementation.sendLetter({ dossier, language, to, subject, body, link }, call);
    return 'taken';
  } catch (error) {
    // Printed, and only the answer was lost: there is none here.
    if (isFailure(error, 'messaging.no-answer')) return 'taken';
    if (!isFailure(error, 'messaging.address-refused')) return 'later';
    await pull(sandbox, 'refuse-letter', { messageId: key, reason: 'address' });
    return 'taken';
  }
}

/** A letter that is whole; undefined where another shop has just taken it. */
async function readLetter(letter: string): Promise<LetterManifest | undefined> {
  try {
    const manifest = letterManifest.parse(JSON.parse(readFileSync(join(letter, 'manifest.json'), 'utf8')));
    const found = createHash('sha256').update(readFileSync(join(letter, manifest.file))).digest('hex');
    if (found !== manifest.sha256) throw new Error(`letter ${manifest.reference} is not what its manifest says`);
    return manifest;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
