import { randomUUID } from 'node:crypto';

const at = Date.parse('2026-11-24T09:00:00Z');
const delivery = { reference: 'not-ours', event: 'attempt-failed', at, sequence: 1, employee: null, reason: null, moment: null };
const report = { medium: 'sms', messageId: 'not-ours', status: 'failed', reason: null, at };

const complaint = { ours: null, insz: null, dossier: null, about: 'visit', tone: 'negative', receivedAt: at, changedAt: at, ended: null };

export const posting = ['bpost', 'payment', 'messaging', 'crm'] as const;
export type Told = readonly [port: (typeof posting)[number], message: string, id: string, payload: Readonly<Record<string, unknown>>];

/** Messages that say this in each field in which somebody outside may write what he likes. */
export function understood(said: string): readonly Told[] {
  return [
    // Its id is a UUID by its contract.
    ['bpost', 'delivery', randomUUID(), { ...delivery, reference: said, employee: said, reason: said }],
    // What is no id of a payment does not get past the wire.
    ['payment', 'statusChanged', `id of a status: ${said}`, { paymentId: said.replaceAll(/[^\w-]/g, '_') }],
    ['payment', 'credited', `own id: ${said}`, { bankReference: said, amount: 100, communication: said, valueDate: '2026-11-24' }],
    ['messaging', 'report', `own id: ${said}`, { ...report, messageId: said, reason: said }],
    // Of a reference only letters and digits get past the wire.
    ['crm', 'complaint', `own id: ${said}`, { ...complaint, reference: said.replaceAll(/[^A-Za-z0-9_-]/g, '_'), text: `Ik ben ${said}.` }],
  ];
}

/**
 * One message of each system that says all of these where nothing was agreed. Its system sends it again and again, and nothing behind it. A bank has no such
 * message: of it a line comes that says something else than the one with its reference did.
 */
export function notUnderstood(all: readonly string[]): readonly Told[] {
  const said = all.join('; ');
  return [
    ['bpost', 'delivery', randomUUID(), { ...delivery, event: said, [said]: said }],
    ['payment', 'credited', `not agreed: ${said}`, { bankReference: all[0], amount: 200, communication: said, valueDate: '2026-11-24' }],
    ['messaging', 'report', `not agreed: ${said}`, { ...report, status: said, receiver: { name: said } }],
    ['crm', 'complaint', `not agreed: ${said}`, { ...complaint, reference: said, text: said, [said]: said }],
    ['messaging', 'callOutcome', `no outcome: ${said}`, { call: said, outcome: said, at, [said]: said }],
  ];
}
