import { join } from 'node:path';
import { z } from 'zod';
import { basicHeader } from '#connectors/rest-kit/basic-password.ts';
import { keptSecret } from '#connectors/rest-kit/kept-secret.ts';
import type { Deliver, ServeEnv } from '#services/kernel/connector.ts';

export const complaintsUser = 'crm';
/** What it proves itself with stands in its folder, for the live side to compare with. */
export const complaintsPassword = (folder: string): string => join(folder, 'complaints-password');

const patienceMs = 5_000;
const instants = z.looseObject({ receivedAt: z.unknown(), changedAt: z.unknown(), ended: z.looseObject({ at: z.unknown() }).nullish() });

/** The sandbox tells a house of a complaint, over its own wire. */
export function tellHouse({ folder, fetch }: Pick<ServeEnv<unknown>, 'folder' | 'fetch'>, at: string): Deliver {
  return async (_message, messageId, payload) => {
    const answer = await fetch(`${at}/complaints`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: basicHeader({ user: complaintsUser, password: keptSecret(complaintsPassword(folder)) }) },
      body: JSON.stringify(write(messageId, payload)), signal: AbortSignal.timeout(patienceMs),
    });
    if (answer.status !== 200) throw new Error(`complaint ${messageId} was not taken in (HTTP ${answer.status})`);
  };
}

/** What is not known is left out. */
function write(messageId: string, payload: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { reference: complaintId, ours: recordedAs, insz: ssin, receivedAt, changedAt, ended, ...said } = instants.parse(payload);
  const all = { messageId, complaintId, recordedAs, ssin, ...said, receivedAt: onWire(receivedAt), changedAt: onWire(changedAt), ended: ended && { ...ended, at: onWire(ended.at) } };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));
}

const onWire = (instant: unknown) => (typeof instant === 'number' ? new Date(instant).toISOString() : instant);
