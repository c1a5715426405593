import { z } from 'zod';
import type { Deliver } from '#services/kernel/connector.ts';
import type { Port } from '#services/kernel/port.ts';
import type { WayIn } from '#services/kernel/wire.ts';
import { identityFailures } from '#services/identity/tokens.ts';
import { takenInSchema, wireAnswerSchema } from './errand.ts';
import type { SendErrand } from './send-errand.ts';

export interface FarWaysOptions {
  readonly send: SendErrand;
  readonly node: string;
  readonly newId: () => string;
  readonly deliver: (municipality: string, port: Port, ...message: Parameters<Deliver>) => Promise<void>;
}

/** Ways in whose connector is on another node: it finds out who calls and what is said; what it hands over is taken in here. */
export interface FarWays {
  wayTo(municipality: string, port: Port): WayIn;
  /** What that connector hands over. Only while a request is there that this node sent to it, and only for that municipality and port. @throws identity.token-forged */
  takeIn(handed: unknown): Promise<void>;
}

/** What crosses the bus in one packet, as base64 and with all that goes along. */
const largestBytes = 512 * 1024;

export function openFarWays({ send, node, newId, deliver }: FarWaysOptions): FarWays {
  const open = new Map<string, { readonly municipality: string; readonly port: Port }>();
  return {
    wayTo: (municipality, port) => Object.assign(async ({ method, path, query, headers, body }: Parameters<WayIn>[0]) => {
      const ticket = newId();
      open.set(ticket, { municipality, port });
      try {
        const there = Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
        const answer = wireAnswerSchema.parse(await send(municipality, port.id, { kind: 'receive', method, path, query: query.toString(), headers: there, body: Buffer.from(body).toString('base64'), from: node, ticket }));
        const { headers: said, cookies, cut, body: text, status } = answer;
        return { status, ...(said && { headers: said }), ...(cookies && { cookies }), ...(cut && { cut }), ...(text !== undefined && { body: Buffer.from(text, 'base64') }) };
      } finally {
        open.delete(ticket);
      }
    }, { limitBytes: () => largestBytes }),
    takeIn: async (handed) => {
      const { ticket } = z.looseObject({ ticket: z.string() }).parse(handed);
      const way = open.get(ticket);
      if (!way) throw identityFailures['token-forged']();
      const { message, id, payload, envelope } = takenInSchema.parse(handed);
      await deliver(way.municipality, way.port, message, id, payload, envelope);
    },
  };
}
