import { randomInt } from 'node:crypto';
import { makeStructuredCommunication } from '#services/belgium/structured-communication.ts';
import type { Tables } from '#services/kernel/tables.ts';
import { communications } from './payment.store.ts';

/** A structured communication that no other payment here ever had. Not counted up: who sees one must not be able to guess others. */
export async function takeCommunication(tables: Tables, payment: string): Promise<string> {
  for (;;) {
    const communication = makeStructuredCommunication(randomInt(1, 10_000_000_000));
    if (await tables.insertIfNew(communications, { communication, payment })) return communication;
  }
}
