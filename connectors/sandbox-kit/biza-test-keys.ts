import {
  constants, createCipheriv, createDecipheriv, createHash, createPublicKey, generateKeyPair, privateDecrypt, publicEncrypt, randomBytes, randomUUID,
} from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { SealedEnvelope } from '#services/kernel/port.ts';

type BoundTo = SealedEnvelope['boundTo'];

const fileName = 'biza-test-keys.json';
const modulusLength = 3072;
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
const cipher = 'aes-256-gcm';
const tagBytes = 16;
const ivBytes = 12;

const keyFile = z.strictObject({ keyId: z.string(), publicKey: z.string(), privateKey: z.string() });

/** What a device does: encrypts for BiZa alone. Opens for nobody but the BiZa sandbox of the same folder. */
export async function sealForBiza(folder: string, content: Uint8Array, boundTo: BoundTo): Promise<SealedEnvelope> {
  const { keyId, publicKey } = await testKeys(folder);
  const key = randomBytes(32);
  const iv = randomBytes(ivBytes);
  const gcm = createCipheriv(cipher, key, iv, { authTagLength: tagBytes }).setAAD(additionalData(boundTo));
  const ciphertext = Buffer.concat([gcm.update(content), gcm.final()]);
  const wrappedKey = publicEncrypt({ key: publicKey, ...oaep }, key);
  const base64 = (bytes: Buffer) => bytes.toString('base64');
  return { keyId, wrappedKey: base64(wrappedKey), iv: base64(iv), ciphertext: base64(ciphertext), tag: base64(gcm.getAuthTag()), boundTo };
}

/** What BiZa does: opens an envelope with its private key. `undefined` when it was not made for this key, or was tampered with. */
export async function openAsBiza(folder: string, envelope: SealedEnvelope): Promise<Uint8Array | undefined> {
  const { keyId, privateKey } = await testKeys(folder);
  if (envelope.keyId !== keyId) return undefined;
  const bytes = (base64: string) => Buffer.from(base64, 'base64');
  try {
    const key = privateDecrypt({ key: privateKey, ...oaep }, bytes(envelope.wrappedKey));
    const gcm = createDecipheriv(cipher, key, bytes(envelope.iv), { authTagLength: tagBytes });
    gcm.setAAD(additionalData(envelope.boundTo)).setAuthTag(bytes(envelope.tag));
    return Buffer.concat([gcm.update(bytes(envelope.ciphertext)), gcm.final()]);
  } catch {
    return undefined;
  }
}

/** For whoever puts a certificate around this key, as devices with hardware are given one. */
export async function bizaTestKeys(folder: string): Promise<{ readonly keyId: string; readonly publicKey: string; readonly privateKey: string }> {
  return testKeys(folder);
}

/** Canonical JSON (RFC 8785) of what the ciphertext is bound to: the keys in order, whatever order they were stored in. */
function additionalData({ dossier, purpose }: BoundTo): Buffer {
  return Buffer.from(JSON.stringify({ dossier, purpose }), 'utf8');
}

/**
 * The key pair of the BiZa of this folder, made when it is first needed. Nothing is kept in memory: whoever comes second, in this
 * process or another, reads what the first one wrote.
 */
async function testKeys(folder: string): Promise<z.output<typeof keyFile>> {
  const path = join(folder, fileName);
  const existing = await readIfThere(path);
  if (existing !== undefined) return keyFile.parse(JSON.parse(existing));
  await makeKeys(folder, path);
  return keyFile.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** Written whole under another name first; `link` then gives it its name, which only one of several processes can. */
async function makeKeys(folder: string, path: string): Promise<void> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const fingerprint = createHash('sha256').update(createPublicKey(publicKey).export({ type: 'spki', format: 'der' })).digest('hex');
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify({ keyId: `biza-sandbox-${fingerprint.slice(0, 16)}`, publicKey, privateKey }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
