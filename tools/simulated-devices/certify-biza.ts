import { createPrivateKey, createPublicKey, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { bizaTestKeys } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';

const day = 86_400_000;
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/**
 * A certificate around the key of the BiZa sandbox of this folder, kept at `path`: devices pin it when they enrol, so it stays the same one as long as it fits and holds.
 * @returns by which name BiZa knows the key
 */
export async function certifyBiza(folder: string, path: string, now: number): Promise<string> {
  const { keyId, publicKey, privateKey } = await bizaTestKeys(folder);
  if (existsSync(path)) {
    const kept = new X509Certificate(readFileSync(path));
    if (kept.publicKey.equals(createPublicKey(publicKey)) && kept.validToDate.getTime() > now) return keyId;
  }
  const { subtle } = webcrypto;
  const keys = {
    publicKey: await subtle.importKey('spki', createPublicKey(publicKey).export({ type: 'spki', format: 'der' }), algorithm, true, ['verify']),
    privateKey: await subtle.importKey('pkcs8', createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'der' }), algorithm, true, ['sign']),
  };
  const { certificatePem } = await makeTestCertificate({ name: 'CN=TEST BiZa, O=TEST BiZa, C=BE', from: new Date(now - day), to: new Date(now + 3_650 * day), usage: ['keyEncipherment'], keys });
  writeFileSync(path, certificatePem);
  return keyId;
}
