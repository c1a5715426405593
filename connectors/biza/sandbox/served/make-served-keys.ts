import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SubjectAlternativeNameExtension } from '@peculiar/x509';
import { makeTestCertificate } from '#connectors/wire-kit/ws-security/test-certificates.ts';
import { holders, keysIn, rootFile, subjectOf } from './key-files.ts';

const day = 86_400_000;

/** A root, and below it a certificate for each holder. They come into the folder all together or not at all. */
export async function makeServedKeys(folder: string, now: number): Promise<void> {
  const valid = { from: new Date(now - day), to: new Date(now + 1_825 * day) };
  const root = await makeTestCertificate({ name: subjectOf('root'), ca: {}, ...valid });
  const made = `${keysIn(folder)}.${randomUUID()}`;
  mkdirSync(made, { recursive: true });
  const keep = (name: string, text: string) => writeFileSync(join(made, name), text, { mode: 0o600 });
  keep('root.pem', root.certificatePem);
  for (const holder of holders) {
    const extensions = holder === 'rest' ? [new SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }, { type: 'dns', value: 'localhost' }])] : [];
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
