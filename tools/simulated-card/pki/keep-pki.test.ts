import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testPerson } from '../content/card-person.ts';
import { makeCard } from '../make-card.ts';
import { openPki, rootFile } from './keep-pki.ts';

const now = Date.UTC(2026, 10, 29);
const home = mkdtempSync(join(tmpdir(), 'eid-pki-'));
afterAll(() => { rmSync(home, { recursive: true }); });

test('authorities that were kept sign the cards of later runs, and only their owner can read them', async () => {
  const folder = join(home, 'pki');
  const [first, later] = [await openPki(folder, { now }), await openPki(folder, { now: now + 1 })];
  expect(later.rsa.root.certificate).toEqual(first.rsa.root.certificate);
  expect(statSync(join(folder, 'pki.json')).mode & 0o777).toBe(0o600);
  for (const [applet, kind] of [['1.7', 'rsa'], ['1.8', 'ec']] as const) {
    const { content } = await makeCard(testPerson(), { pki: later, applet });
    const [own, authority] = [new X509Certificate(Buffer.from(content.files['authentication-certificate'] ?? [])), new X509Certificate(first[kind].citizenCa.certificate)];
    expect(own.verify(authority.publicKey)).toBe(true);
    expect(authority.verify(new X509Certificate(readFileSync(rootFile(folder, kind))).publicKey)).toBe(true);
  }
});
