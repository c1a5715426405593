import { catalogue } from '#config/catalogue.ts';
import type { Idempotency, Port } from '#services/kernel/port.ts';
import type { Check } from './checks.ts';
import type { Deed, Item } from './read-outcome.ts';

const ports = new Map<string, Port>(catalogue.connectors.map(({ port }: { readonly port: Port }) => [port.id, port]));
const nameOf = ({ port, operation }: Deed): string => `${port}.${operation}`;
const idempotencyOf = (name: string): Idempotency | undefined => {
  const [port = '', operation = ''] = name.split('.');
  return ports.get(port)?.operations[operation]?.idempotency;
};
const effectsIn = (items: readonly Item[]): readonly Item[] => items.filter(({ kind }) => kind === 'effect');
const say = ({ name, id, dossier, state }: Item): string => `${name} ${id} of dossier ${dossier ?? 'none'} (${state})`;

/** What a journey asks of the outside once, however often it has to be tried. */
const once = [
  'eid-tool.openRenewal', 'eid-tool.closeRenewal', 'biza.registerBiometrics', 'biza.verifyBiometrics', 'biza.orderCard', 'biza.confirmActivation', 'biza.registerCode',
  'biza.annulCard', 'biza.closeRenewal', 'crm.closeProcedure', 'payment.start', 'payment.expectTransfer', 'bpost.announceDelivery', 'bpost.handOverCustody',
];

export const effectChecks: readonly Check[] = [
  {
    rule: 'nothing waits any more, and nothing that was refused was left',
    find: ({ outcome: { items } }) => items.filter(({ state }) => state === 'waiting' || state === 'failed').map(say),
  },
  {
    rule: 'what the house says was done stands in the ledger of the other side',
    find: ({ outcome: { items, deeds } }) => {
      const asked = new Set(deeds.map((deed) => `${nameOf(deed)} ${deed.asked}`));
      return effectsIn(items).filter(({ state, name, id }) => state === 'done' && !asked.has(`${name} ${id}`)).map(say);
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
    rule: 'what a journey asks once was accepted once',
    find: ({ outcome: { deeds, items } }) => {
      const dossierOf = new Map(items.map(({ id, dossier }) => [id, dossier]));
      return twice(deeds.filter((deed) => once.includes(nameOf(deed))), (deed) => `${nameOf(deed)} of dossier ${deed.dossier ?? dossierOf.get(deed.asked) ?? deed.asked}`);
    },
  },
  {
    rule: 'a mail of which nobody knows whether it went stands on the exception list',
    find: ({ outcome: { items, deeds }, listed }) => {
      const sent = new Set(deeds.map(({ asked }) => asked));
      return effectsIn(items).filter(({ name }) => idempotencyOf(name) === 'park').flatMap((item) => {
        const { state, id } = item;
        if (state === 'parked') return listed.has(id) ? [] : [`${say(item)} is not on the list`];
        return (state === 'done') === sent.has(id) ? [] : [`${say(item)} was ${sent.has(id) ? '' : 'not '}sent`];
      });
    },
  },
];

function twice(deeds: readonly Deed[], what: (deed: Deed) => string): string[] {
  return [...Map.groupBy(deeds, what)].filter(([, same]) => same.length > 1).map(([name, same]) => `${name}: ${same.length} times`);
}
