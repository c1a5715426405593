import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeCoda } from '#connectors/payment/sandbox/served/write-coda.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { makeStructuredCommunication } from '#services/belgium/structured-communication.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { as, citizenOf, newDataDir } from '#tools/test-house/open-test-house.ts';

const dataDir = newDataDir();
const ground = 'limited-availability';
const clerk = as('clerk', 'an.claes');
let the: HouseAtOutside;
beforeAll(async () => { the = await openHouseAtOutside({ dataDir }); });
afterAll(async () => { await the.stop(); rmSync(dataDir, { recursive: true, force: true }); });

/** As the treasurer types it, while the middleware runs: in this process, which must go on answering. */
function statements(...given: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['tools/statements/statements.ts', '--municipality', '44021', ...given], {
      cwd: join(import.meta.dirname, '../..'), encoding: 'utf8', env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', NATS_URL: '', OUTSIDE_URL: the.outside.url, LOG_LEVEL: 'silent' },
    }, (error, stdout, stderr) => { resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }); });
  });
}
const told = z.object({ takenIn: z.boolean(), credits: z.array(z.object({ amount: z.int(), problem: z.string().nullable(), takenInBefore: z.boolean() })) });
const inWords = (text: string) => told.parse(JSON.parse(text)).credits.map(({ problem, takenInBefore }) => [problem, takenInBefore]);

test('a statement is looked at, taken in once, and refused whole when it does not add up', async () => {
  const today = dayOf(the.house.engine.clock.now('gent'));
  const { insz } = await aCitizen(the, { expiresOn: addDays(today, 88) });
  const { dossier } = await the.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, clerk);
  const { slots } = await the.call<{ slots: { start: number }[] }>('appointments.offer', { dossier, purpose: 'capture', ground }, citizenOf(dossier));
  await the.call('request.submit', { dossier, ground, start: slots[0]?.start, method: 'transfer', returnUrl: 'https://gent.example/terug' }, citizenOf(dossier));
  await the.idle();
  const paymentOf = async () => (await the.call<{ payments: { state: string; transfer: { iban: string; communication: string } | null }[] }>('payment.ofDossier', { dossier }, clerk)).payments[0];
  const { iban = '', communication = '' } = (await paymentOf())?.transfer ?? {};
  const line = (bankReference: string, said: string, amount = 2_500) => ({ bankReference, amount, communication: said, valueDate: today });
  const coda = writeCoda({ iban, holder: 'Stad Gent', day: today, number: 7, before: 0, lines: [line('A', communication), line('B', communication), line('C', 'voor de kaart'), line('D', makeStructuredCommunication(9_999_999_999))] });
  const file = join(dataDir, 'statement.cod');
  writeFileSync(file, coda);

  const looked = await statements(file, '--dry-run', '--json');
  expect([looked.status, looked.stderr]).toEqual([0, '']);
  expect(inWords(looked.stdout)).toEqual([[null, false], ['already-paid', false], ['no-structured-communication', false], ['unknown-communication', false]]);
  expect((await paymentOf())?.state).toBe('open');

  const spoilt = join(dataDir, 'spoilt.cod');
  writeFileSync(spoilt, coda.replace('000000000002500', '000000000003500'));
  expect(await statements(spoilt)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('nothing of it was taken in') });
  expect((await paymentOf())?.state).toBe('open');

  expect(await statements(file)).toMatchObject({ status: 0, stdout: expect.stringMatching(/1 line of 25\.00 EUR paid something, 3 lines nothing[^]*Taken in\./) });
  await the.idle();
  expect((await paymentOf())?.state).toBe('paid');
  expect(inWords((await statements(file, '--json')).stdout).map(([, before]) => before)).toEqual([true, true, true, true]);
  expect((await the.call<{ credits: unknown[] }>('payment.unmatched', {}, clerk)).credits).toHaveLength(3);
});

test('it asks for a municipality and a file, and says what it does', async () => {
  expect(await statements()).toMatchObject({ status: 2, stderr: expect.stringContaining('--dry-run') });
  expect(await statements('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('npm run statements') });
  expect(await statements(join(dataDir, 'none.cod'))).toMatchObject({ status: 1, stderr: expect.stringContaining('ENOENT') });
});
