import { z } from 'zod';
import { catalogue } from '#config/catalogue.ts';
import { gent } from '#config/municipalities/gent.ts';
import { kortenberg } from '#config/municipalities/kortenberg.ts';
import type { HouseOptions } from '#services/host/open-house.ts';
import type { AgentRight } from '#services/kernel/agent-lines.ts';
import { defineConnector, defineLive } from '#services/kernel/connector.ts';
import { definePort } from '#services/kernel/port.ts';
import { live } from '#services/tenancy/municipality.ts';

/** A port behind device agents, for suites that are about the line, whatever goes over it. */
export const gadgets = definePort('gadgets', {}, { pressed: { payload: z.strictObject({ device: z.string(), button: z.string() }) }, captured: { payload: z.strictObject({ device: z.string() }) } });

const rights = new Map<string, AgentRight>([['press', 'delivery'], ['pressed', 'delivery'], ['capture', 'capture'], ['captured', 'capture']]);

const gadgetsConnector = defineConnector(gadgets, {
  title: 'Gadgets', config: z.strictObject({}), sandbox: () => ({ implementation: {}, levers: {}, close: () => undefined }),
  live: defineLive(z.strictObject({}), {
    open: () => ({}), check: async () => [],
    agents: () => ({ rightFor: (what) => rights.get(what), sealsFor: async () => ({ keyId: 'biza-1', certificate: 'PEM' }) }),
  }),
});

/** A house whose municipalities have that port, live. */
export const withGadgets: Pick<HouseOptions, 'offer' | 'municipalities'> = {
  offer: { ...catalogue, connectors: [...catalogue.connectors, gadgetsConnector] },
  municipalities: [gent, kortenberg].map((one) => ({ ...one, connectors: [...one.connectors, live(gadgets, {})] })),
};
