import { X509Certificate, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bizaTestKeys } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { certifyBiza } from './certify-biza.ts';

const folder = mkdtempSync(join(tmpdir(), 'certify-biza-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
const now = Date.UTC(2026, 10, 29);
const year = 365 * 86_400_000;

test('the certificate that devices pin is around the key of this BiZa, and stays the same one until it runs out or the key is another', async () => {
  const path = join(folder, 'biza.pem');
  const read = () => new X509Certificate(readFileSync(path));
  const { keyId, publicKey } = await bizaTestKeys(folder);
  expect(await certifyBiza(folder, path, now)).toBe(keyId);
  const first = read();
  expect(first.publicKey.equals(createPublicKey(publicKey))).toBe(true);
  await certifyBiza(folder, path, now + year);
  expect(read().fingerprint256).toBe(first.fingerprint256);
  await certifyBiza(folder, path, now + 11 * year);
  expect([read().fingerprint256 === first.fingerprint256, read().validToDate.getTime() > now + 20 * year]).toEqual([false, true]);

  const other = mkdtempSync(join(tmpdir(), 'certify-biza-'));
  const renewed = read();
  const { publicKey: theirs } = await bizaTestKeys(other);
  await certifyBiza(other, path, now + 11 * year);
  expect([read().fingerprint256 === renewed.fingerprint256, read().publicKey.equals(createPublicKey(theirs))]).toEqual([false, true]);
  rmSync(other, { recursive: true });
});
