import { z } from 'zod';
import { definePort } from '#services/kernel/port.ts';
import type { Deed } from './errand.ts';
import { openFarWays } from './far-way.ts';

const ministry = definePort('ministry', { known: { idempotency: 'read', input: z.object({}), output: z.object({}) } });
const request = { method: 'POST', path: '/x', query: new URLSearchParams(), headers: {}, body: new Uint8Array() };
const message = { message: 'given', id: 'one', payload: { number: 1 } };

function opened(whileAsked: (ticket: string) => Promise<void>) {
  const taken: unknown[] = [];
  let tickets = 0;
  const ways = openFarWays({
    node: 'inner', newId: () => `ticket-${tickets += 1}`, deliver: (municipality, port, ...said) => { taken.push([municipality, port.id, ...said]); return Promise.resolve(); },
    send: async (_municipality, _port, deed: Deed) => {
      if (deed.kind === 'receive') await whileAsked(deed.ticket);
      return { status: 200 };
    },
  });
  return { ways, taken };
}

test('what a connector at the border hands over is of the municipality and the system that were called, whatever it says', async () => {
  const { ways, taken } = opened((ticket) => ways.takeIn({ ticket, ...message, municipality: 'kortenberg', port: 'other' }));
  await ways.wayTo('gent', ministry)(request);
  expect(taken).toEqual([['gent', 'ministry', 'given', 'one', { number: 1 }, undefined]]);
});

test('once a request is answered nothing more is handed over by it, however it ended', async () => {
  const used: string[] = [];
  const { ways, taken } = opened((ticket) => { used.push(ticket); return used.length === 1 ? Promise.resolve() : Promise.reject(new Error('lost')); });
  await ways.wayTo('gent', ministry)(request);
  await expect(ways.wayTo('gent', ministry)(request)).rejects.toThrow('lost');
  for (const ticket of used) await expect(ways.takeIn({ ticket, ...message })).rejects.toMatchObject({ type: 'identity.token-forged' });
  expect([used.length, taken]).toEqual([2, []]);
});
