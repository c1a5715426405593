import { catalogue } from '#config/catalogue.ts';
import type { Idempotency, Port } from '#services/kernel/port.ts';
import type { Check } from './check.ts';
import type { Deed, Item } from './read-outcome.ts';

const ports = new Map<string, Port>(catalogue.connectors.map(({ port }: { readonly port: Port }) => [port.id, port]));
const nameOf = ({ port, operation }: Deed): string => `${port}.${operation}`;
const idempotencyOf = (name: string): Idempotency | undefined => {
  const [port = '', operation = ''] = name.split('.');
  return ports.get(port)?.operations[operation]?.idempotency;
};
/** A stream is no sandbox with a ledger: what stands on it has rules of its own (`check-streams.ts`). */
const onStream = 'event-stream.publish';
const effectsIn = (items: readonly Item[]): readonly Item[] => items.filter(({ kind, name }) => kind === 'effect' && name !== onStream);
const say = ({ name, id, dossier, state }: Item): string => `${name} ${id} of dossier ${dossier ?? 'none'} (${state})`;

export const effectChecks: readonly Check[] = [
  {
    rule: 'nothing waits any more, nothing that was refused was left, and nothing was skipped',
    find: ({ outcome: { items } }) => items.filter(({ state }) => state === 'waiting' || state === 'failed' || state === 'skipped').map(say),
  },
  {
    rule: 'what the house says was done stands in the ledger of the other side, in its own municipality and for its own dossier',
    find: ({ outcome: { items, deeds } }) => {
      const asked = new Set(deeds.map((deed) => `${deed.municipality} ${nameOf(deed)} ${deed.asked} ${deed.dossier ?? 'none'}`));
      return effectsIn(items).filter(({ municipality, state, name, id, dossier }) => state === 'done' && !asked.has(`${municipality} ${name} ${id} ${dossier ?? 'none'}`)).map(say);
    },
  },
  {
    rule: 'what stands in a ledger was asked by a committed unit of work',
    find: ({ outcome: { items, deeds } }) => {
      const known = new Set(effectsIn(items).map(({ name, id }) => `${name} ${id}`));
      return deeds.filter((deed) => !known.has(`${nameOf(deed)} ${deed.asked}`)).map((deed) => `${nameOf(deed)} under ${deed.asked}, which the house does not know`);
    },
  },
  {
    rule: 'no effect was accepted twice',
    find: ({ outcome: { deeds } }) => twice(deeds, (deed) => `${nameOf(deed)} ${deed.asked}`),
  },
  {
    rule: 'a mail of which nobody knows whether it went stands on the exception list',
    find: ({ outcome: { items, deeds }, listed }) => {
      const sent = new Set(deeds.map(({ asked }) => asked));
      return effectsIn(items).filter(({ name }) => idempotencyOf(name) === 'park').flatMap((item) => {
        const { state, id } = item;
        if (state === 'parked' && !listed.has(id)) return [`${say(item)} is not on the list`];
        // A person looked: what did not go was sent again.
        if (state === 'parked') return sent.has(id) ? [] : [`${say(item)} was never sent`];
        return (state === 'done') === sent.has(id) ? [] : [`${say(item)} was ${sent.has(id) ? '' : 'not '}sent`];
      });
    },
  },
  {
    rule: 'most mails are known to have gone',
    find: ({ outcome: { items } }) => {
      const mails = effectsIn(items).filter(({ name }) => idempotencyOf(name) === 'park');
      const parked = mails.filter(({ state }) => state === 'parked').length;
      return parked > mails.length * parkedAtMost ? [`of ${parked} of ${mails.length} nobody knows`] : [];
    },
  },
];

/** A mail is left open by a kill, a freeze or a lost answer; most meet none of these. */
const parkedAtMost = 0.5;

function twice(deeds: readonly Deed[], what: (deed: Deed) => string): string[] {
  return [...Map.groupBy(deeds, what)].filter(([, same]) => same.length > 1).map(([name, same]) => `${name}: ${same.length} times`);
}
