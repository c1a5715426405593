import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gent } from '#config/municipalities/gent.ts';
import { messaging } from '#connectors/messaging/messaging.port.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

/** A municipality that has a print shop, and no agreement for anything else. */

const folder = mkdtempSync(join(tmpdir(), 'print-shop-'));
let t: TestHouse;
beforeAll(async () => {
  const letters = { folder, sender: { name: 'Stad Gent', lines: ['Botermarkt 1, 9000 Gent'] } };
  const connectors = gent.connectors.map((chosen) => (chosen.port.id === messaging.id ? { port: messaging, mode: 'live' as const, config: { letters }, leversAt: 'http://127.0.0.1:9/levers' } : chosen));
  t = await openTestHouse({ house: { municipalities: [{ ...gent, connectors }] } });
});
afterAll(async () => { await t.stop(); rmSync(folder, { recursive: true }); });

test('a medium for which there is no agreement is followed by the next, until one is', async () => {
  const citizen = await aCitizen(t, { mobile: '+32470000021', nis: '44021' });
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz: citizen.insz, why: 'citizen-called' }, as('clerk'));
  await t.call('communication.tell', { dossier, notice: 'counter-information', values: { link: 'https://example.org/x', code: 'AAAAA-BBBBB', expiresOn: '2026-12-15' }, once: 'x' }, as('clerk'));
  await t.idle();
  const shown = async () => (await t.call<{ messages: { medium: string; state: string }[] }>('communication.messages', { dossier }, as('clerk'))).messages;
  // Somebody can be telephoned: that goes before paper, and nobody needs an agreement for it.
  expect(await shown()).toMatchObject([{ medium: 'email', state: 'failed' }, { medium: 'sms', state: 'failed' }, { medium: 'telephone', state: 'waiting' }]);
  await t.call('communication.tell', { dossier, notice: 'counter-information', values: { link: 'https://example.org/x', code: 'AAAAA-BBBBB', expiresOn: '2026-12-15' }, once: 'y', medium: 'letter' }, as('clerk'));
  await t.idle();
  expect((await shown()).at(-1)).toMatchObject({ medium: 'letter', state: 'sent' });
  const [letter = ''] = readdirSync(join(folder, 'ready'));
  expect(JSON.parse(readFileSync(join(folder, 'ready', letter, 'manifest.json'), 'utf8'))).toMatchObject({ dossier, link: 'https://example.org/x', body: expect.stringContaining('AAAAA-BBBBB') });
});
