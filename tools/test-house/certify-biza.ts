import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sealForBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { certify, importAlgorithm } from '#tools/simulated-card/pki/certify.ts';

const keyFile = z.object({ keyId: z.string(), publicKey: z.string(), privateKey: z.string() });
const year = 31_557_600_000;

/** The key of the BiZa sandbox of this folder with a certificate around it, as BiZa publishes it: what device agents pin and seal for. */
export async function certifyBiza(folder: string, now: number): Promise<{ readonly keyId: string; readonly certificate: string }> {
  // Sealing once makes the keys, where nobody did before.
  await sealForBiza(folder, Buffer.from('nothing'), { dossier: '019376a0-0000-7000-8000-000000000001', purpose: 'code' });
  const { keyId, publicKey, privateKey } = keyFile.parse(JSON.parse(readFileSync(join(folder, 'biza-test-keys.json'), 'utf8')));
  const { subtle } = webcrypto;
  const keys = {
    publicKey: await subtle.importKey('spki', createPublicKey(publicKey).export({ type: 'spki', format: 'der' }), importAlgorithm('rsa'), true, ['verify']),
    privateKey: await subtle.importKey('pkcs8', createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'der' }), importAlgorithm('rsa'), true, ['sign']),
  };
  const { certificate } = await certify({
    name: [{ C: ['BE'] }, { CN: ['TEST BiZa'] }], keys, kind: 'rsa', from: new Date(now - year), to: new Date(now + 5 * year), usage: 'digitalSignature', serial: '10',
  });
  return { keyId, certificate: toPem(certificate) };
}

export function toPem(certificate: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
}
