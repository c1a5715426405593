import type { RestHandlers } from '#connectors/rest-kit/rest-front.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { EidToolConfig } from '../../eid-tool.config.ts';
import type { eidTool } from '../../eid-tool.port.ts';
import type { operations } from '../../wire/operations.ts';

/** What is asked over REST, done by the sandbox. A cursor is what it is: whoever asks on gives it back as it came. */
export function restHandlers(side: PortImplementation<typeof eidTool>, { pageSize }: EidToolConfig): RestHandlers<typeof operations> {
  return {
    expiringCards: async ({ body }, call) => {
      const { cards, next, unreadable } = await side.expiringCards(body, call);
      // What nobody can read is something that keeps to no contract.
      return { value: { cards: [...cards, ...Array.from({ length: unreadable ?? 0 }, () => ({ cardNumber: null }))], next } };
    },
    cardOf: async ({ body }, call) => ({ value: await side.cardOf(body, call) }),
    renewalsAtCounter: async ({ body: { since, after } }, call) => {
      const { renewals } = await side.renewalsAtCounter({ since }, call);
      const left = renewals.map((renewal) => ({ renewal, cursor: `${String(renewal.at).padStart(15, '0')}.${renewal.cardNumber}` })).toSorted((a, b) => (a.cursor < b.cursor ? -1 : 1))
        .filter(({ cursor }) => after === null || cursor > after);
      const page = left.slice(0, pageSize);
      return { value: { renewals: page.map(({ renewal: { cardNumber, at } }) => ({ cardNumber, at: new Date(at).toISOString() })), next: left.length > pageSize ? page.at(-1)?.cursor ?? null : null } };
    },
    openRenewal: async ({ body }, call) => { await side.openRenewal(body, call); return {}; },
    closeRenewal: async ({ body }, call) => { await side.closeRenewal(body, call); return {}; },
    setHomeServiceFlag: async ({ body }, call) => { await side.setHomeServiceFlag(body, call); return {}; },
    mirrorDossier: async ({ parameters, body }, call) => { await side.mirrorDossier({ ...parameters, ...body }, call); return {}; },
  };
}
