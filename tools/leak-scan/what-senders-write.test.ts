import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bpost } from '#connectors/bpost/bpost.port.ts';
import { crm } from '#connectors/crm/crm.port.ts';
import { messaging } from '#connectors/messaging/messaging.port.ts';
import { payment } from '#connectors/payment/payment.port.ts';
import { bpostDeliveryPlugin } from '#plugins/bpost-delivery/bpost-delivery.plugin.ts';
import { arrangements, messages } from '#plugins/bpost-delivery/bpost-delivery.store.ts';
import { complaintRows } from '#plugins/complaints/complaints.store.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { openDossier } from '#services/journey/open-dossier.ts';
import type { Port } from '#services/kernel/port.ts';
import { deliverMessage } from '#tools/test-house/deliver-message.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { scanPaths } from './scan-paths.ts';

const said: string[] = [];
const log = (fields: object, message: string) => { said.push(`${JSON.stringify(fields)} ${message}`); };
const at = Date.parse('2026-11-24T08:00:00Z');
const delivery = { event: 'attempt-failed', at, sequence: 1, employee: null, reason: null, moment: null };
const complaint = { reference: 'free', ours: null, insz: null, dossier: null, about: 'visit', tone: 'negative', text: 'free', receivedAt: at, changedAt: at, ended: null };
const certificate = { employee: 'bp-1001', event: 'certified', at, validFrom: '2026-11-01', validUntil: '2027-10-31', evidence: 'C-1', training: null };
const credit = { bankReference: 'free', amount: 100, communication: 'free', valueDate: '2026-11-24' };

type Sent = readonly [port: Port, message: string, id: (word: string) => string, payload: (word: string, reference: string) => Record<string, unknown>];
/** It looks like a code. */
const name = 'zephyrine-vandenquostkraemer';
const fixed = (id: string) => () => id;
/** Every field in which somebody outside can write what he likes, and a message that was not understood. */
const places: Readonly<Record<string, Sent>> = {
  'reference of a delivery': [bpost, 'delivery', fixed('b-1'), (word) => ({ ...delivery, reference: word })],
  'employee of a delivery': [bpost, 'delivery', fixed('b-2'), (word, reference) => ({ ...delivery, reference, employee: word })],
  'reason of a delivery': [bpost, 'delivery', fixed('b-3'), (word, reference) => ({ ...delivery, reference, sequence: 2, reason: word })],
  'name as the reason of a delivery': [bpost, 'delivery', fixed('b-4'), (_word, reference) => ({ ...delivery, reference, sequence: 3, reason: name })],
  'evidence of a certificate': [bpost, 'certification', fixed('b-5'), (word) => ({ ...certificate, sequence: 1, evidence: word })],
  'training of an employee': [bpost, 'certification', fixed('b-6'), (word) => ({ ...certificate, sequence: 2, training: word })],
  'employee that is none': [bpost, 'certification', fixed('b-7'), (word) => ({ ...certificate, sequence: 3, employee: word })],
  'id of a message at the gateway': [messaging, 'report', fixed('g-1'), (word) => ({ medium: 'sms', messageId: word, status: 'failed', reason: null, at })],
  'reason of a gateway': [messaging, 'report', fixed('g-2'), (word) => ({ medium: 'sms', messageId: 'free', status: 'failed', reason: word, at })],
  'id of a payment': [payment, 'statusChanged', fixed('p-1'), (word) => ({ paymentId: word })],
  'reference of a complaint': [crm, 'complaint', fixed('c-1'), (word) => ({ ...complaint, reference: word })],
  'words of a complaint': [crm, 'complaint', fixed('c-2'), (word) => ({ ...complaint, text: `Mijn nummer is ${word}.` })],
  'who complains': [crm, 'complaint', fixed('c-3'), (word) => ({ ...complaint, reference: 'who', insz: word })],
  'reference of a bank': [payment, 'credited', fixed('p-2'), (word) => ({ ...credit, bankReference: word })],
  'communication of a transfer': [payment, 'credited', fixed('p-3'), (word) => ({ ...credit, bankReference: 'c', communication: word })],
  'sender\'s own id of a message': [payment, 'credited', (word) => word, () => ({ ...credit, bankReference: 'i' })],
  'sender\'s own id of a message that was not understood': [bpost, 'delivery', (word) => word, () => ({ event: 'not-agreed' })],
  'name of a field that was not agreed': [payment, 'credited', fixed('p-5'), (word) => ({ [word]: 1 })],
  'field that was not agreed': [payment, 'credited', fixed('p-6'), (word) => ({ about: word })],
};

test('a national number stands nowhere in clear, whichever field an outside system writes it in', async () => {
  const t = await openTestHouse({ house: { log: { info: log, warn: log, error: log } } });
  const words = Object.fromEntries(Object.keys(places).map((place, index) => [place, makeInsz('1961-07-30', 301 + index, { testPerson: true })]));
  const reference = await inGent(t, async (work) => {
    const dossier = await openDossier(work, { insz: makeInsz('1961-07-30', 1, { testPerson: true }), cardNumber: makeCardNumber('5918273640'), expiresOn: '2026-12-15', ground: null, reason: 'expires-soon' });
    if (dossier === undefined) throw new Error('not opened');
    const row = { reference: work.newId(), dossier, round: 1, state: 'announced', start: at, end: at, momentSetAt: at, custody: 'courier', handedToBpostAt: at } as const;
    await work.insert(arrangements, row);
    return row.reference;
  }, bpostDeliveryPlugin);
  for (const [place, [port, message, id, payload]] of Object.entries(places)) {
    await deliverMessage(t, port, message, id(words[place] ?? ''), payload(words[place] ?? '', reference)).catch(log.bind(undefined, {}));
  }
  await t.idle();
  // What bpost told about a delivery of ours was really taken up.
  expect(await t.house.engine.store.reader('gent').count(messages, { reference })).toBe(3);
  expect(await t.house.engine.store.reader('gent').count(complaintRows, { source: 'crm' })).toBe(3);
  const listened = join(t.dataDir, 'listened');
  mkdirSync(listened);
  writeFileSync(join(listened, 'log'), said.join('\n'));
  const { leaks } = await scanPaths({ ...Object.fromEntries(Object.entries(words).map(([place, word]) => [place, [word]])), name: [name] }, [t.dataDir], [join(t.dataDir, 'sandboxes')]);
  expect(leaks.map(({ file, kind }) => `${kind} in ${file.slice(t.dataDir.length)}`)).toEqual([]);
  await t.stop();
});
