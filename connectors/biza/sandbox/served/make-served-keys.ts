import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTestCertificate } from '#connectors/wire-kit/ws-security/test-certificates.ts';
import { holders, keysIn, rootFile, subjectOf } from './key-files.ts';

const day = 86_400_000;
/** Subject alternative name (RFC 5280, 4.2.1.6): the address 127.0.0.1 and the name localhost. */
const onThisMachine = { oid: '2.5.29.17', critical: false, value: Uint8Array.from([0x30, 17, 0x87, 4, 127, 0, 0, 1, 0x82, 9, ...Buffer.from('localhost')]) };

/** A root, and below it a certificate for each holder. They come into the folder all together or not at all. */
export async function makeServedKeys(folder: string, now: number): Promise<void> {
  const valid = { from: new Date(now - day), to: new Date(now + 1_825 * day) };
  const root = await makeTestCertificate({ name: subjectOf('root'), ca: {}, ...valid });
  const made = `${keysIn(folder)}.${randomUUID()}`;
  mkdirSync(made, { recursive: true });
  const keep = (name: string, text: string) => writeFileSync(join(made, name), text, { mode: 0o600 });
  keep('root.pem', root.certificatePem);
  for (const holder of holders) {
    const extensions = holder === 'rest' ? [onThisMachine] : [];
    const one = await makeTestCertificate({ name: subjectOf(holder), issuer: root, extensions, ...valid });
    keep(`${holder}.key.pem`, one.privateKeyPem);
    keep(`${holder}.pem`, one.certificatePem);
  }
  try {
    renameSync(made, keysIn(folder));
  } catch (error) {
    // Another process was first: its keys count.
    rmSync(made, { recursive: true });
    if (!existsSync(rootFile(folder))) throw error;
  }
}
