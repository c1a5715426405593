import type { z } from 'zod';
import { openRestClient, type Noticed, type RestClient } from '#connectors/rest-kit/open-rest-client.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { card, eidToolFailures, type eidTool } from '../eid-tool.port.ts';
import { counterRenewal, operations } from '../wire/operations.ts';
import type { RestSettings } from './rest-settings.ts';
import { meanings } from './meanings.ts';

type Side = PortImplementation<typeof eidTool> & AsyncDisposable;
/** More than any municipality has counters for. */
const mostPages = 1_000;

const moment = (ms: number): string => new Date(ms).toISOString();

/** The tool over REST. */
export function openRestTool({ config, secret }: Pick<LiveEnv<RestSettings>, 'config' | 'secret'>, notice?: (noticed: Noticed) => void): Side {
  const client = openRestClient({ place: config, secret, meanings, notice });
  return {
    expiringCards: async ({ from, until, after }, call) => {
      const { value: { cards, next } } = await client.ask(operations.expiringCards, { body: { from, until, after } }, call);
      const read = readEach(card, cards);
      // A tool that passes over what was asked would have everybody invited; one that stands still would never end.
      if (read.items.some(({ expiresOn }) => expiresOn < from || expiresOn > until) || (next !== null && next === after)) throw eidToolFailures.unreadable();
      return { cards: read.items, next, unreadable: read.unreadable };
    },
    cardOf: async ({ insz }, call) => {
      const { value } = await client.ask(operations.cardOf, { body: { insz } }, call);
      if (value.card !== null && value.card.insz !== insz) throw eidToolFailures.unreadable();
      return value;
    },
    renewalsAtCounter: async ({ since }, call) => ({ renewals: (await everyRenewal(client, since, call)).filter(({ at }) => at >= since).toSorted((a, b) => a.at - b.at) }),
    openRenewal: async (body, call) => { await client.ask(operations.openRenewal, { body }, call); return {}; },
    closeRenewal: async (body, call) => { await client.ask(operations.closeRenewal, { body }, call); return {}; },
    setHomeServiceFlag: async (body, call) => { await client.ask(operations.setHomeServiceFlag, { body }, call); return {}; },
    mirrorDossier: async ({ dossier, at, ...body }, call) => { await client.ask(operations.mirrorDossier, { parameters: { dossier }, body: { ...body, at: moment(at) } }, call); return {}; },
    [Symbol.asyncDispose]: () => Promise.resolve(client.close()),
  };
}

async function everyRenewal(client: RestClient, since: number, call: OutwardCall): Promise<z.output<typeof counterRenewal>[]> {
  const renewals: z.output<typeof counterRenewal>[] = [];
  const cursors = new Set<string | null>([null]);
  for (let after: string | null = null; cursors.size <= mostPages;) {
    const { value }: { value: z.output<typeof operations.renewalsAtCounter.answer> } = await client.ask(operations.renewalsAtCounter, { body: { since: moment(since), after } }, call);
    const read = readEach(counterRenewal, value.renewals);
    // Whoever renews at the counter leaves home service: to pass one over would have two cards made.
    if (read.unreadable > 0) break;
    renewals.push(...read.items);
    if (value.next === null) return renewals;
    if (cursors.has(value.next)) break;
    cursors.add(value.next);
    after = value.next;
  }
  throw eidToolFailures.unreadable();
}

function readEach<S extends z.ZodType>(schema: S, given: readonly unknown[]): { readonly items: z.output<S>[]; readonly unreadable: number } {
  const items = given.flatMap((one) => { const parsed = schema.safeParse(one); return parsed.success ? [parsed.data] : []; });
  return { items, unreadable: given.length - items.length };
}
