import { createPrivateKey, randomUUID, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { importAlgorithm, type Holder, type KeyKind } from './certify.ts';
import { mintPki, type CardChain, type TestPki } from './mint-pki.ts';

const keptHolder = z.strictObject({ name: z.array(z.record(z.string(), z.array(z.string()))), certificate: z.string(), key: z.string() });
const keptChain = z.strictObject({ root: keptHolder, citizenCa: keptHolder, rrn: keptHolder });
const keptPki = z.strictObject({ rsa: keptChain, ec: keptChain });

/** PEM: what a program that should trust these cards is given. */
export const rootFile = (folder: string, kind: KeyKind): string => join(folder, `root-${kind}.pem`);

/** Minted when the folder is first opened, and kept: cards made later have the same authorities. */
export async function openPki(folder: string, { now }: { readonly now: number }): Promise<TestPki> {
  if (!existsSync(folder)) keep(folder, await mintPki({ now }));
  const { rsa, ec } = keptPki.parse(JSON.parse(readFileSync(join(folder, 'pki.json'), 'utf8')));
  const [rsaChain, ecChain] = await Promise.all([readChain('rsa', rsa), readChain('ec', ec)]);
  return { rsa: rsaChain, ec: ecChain };
}

/** All of it or nothing. */
function keep(folder: string, { rsa, ec }: TestPki): void {
  const made = `${folder}.${randomUUID()}`;
  mkdirSync(made, { recursive: true });
  writeFileSync(join(made, 'pki.json'), JSON.stringify({ rsa: writeChain(rsa), ec: writeChain(ec) }), { mode: 0o600 });
  for (const { kind, root } of [rsa, ec]) writeFileSync(rootFile(made, kind), new X509Certificate(root.certificate).toString());
  try {
    renameSync(made, folder);
  } catch (error) {
    // Another process was first: its authorities count.
    rmSync(made, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}

const writeChain = ({ root, citizenCa, rrn }: CardChain): z.input<typeof keptChain> => ({ root: written(root), citizenCa: written(citizenCa), rrn: written(rrn) });

function written({ name, certificate, key }: Holder): z.input<typeof keptHolder> {
  return { name: keptHolder.shape.name.parse(name), certificate: certificate.toString('base64'), key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

async function readChain(kind: KeyKind, { root, citizenCa, rrn }: z.output<typeof keptChain>): Promise<CardChain> {
  const [one, two, three] = await Promise.all([readHolder(kind, root), readHolder(kind, citizenCa), readHolder(kind, rrn)]);
  return { kind, root: one, citizenCa: two, rrn: three };
}

async function readHolder(kind: KeyKind, kept: z.output<typeof keptHolder>): Promise<Holder> {
  const [certificate, key] = [Buffer.from(kept.certificate, 'base64'), createPrivateKey(kept.key)];
  const { publicKey } = new X509Certificate(certificate);
  const algorithm = importAlgorithm(kind);
  const keys = {
    privateKey: await webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), algorithm, true, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', publicKey.export({ type: 'spki', format: 'der' }), algorithm, true, ['verify']),
  };
  return { name: kept.name, certificate, key, keys };
}
