import { join } from 'node:path';
import { restFront } from '#connectors/rest-kit/rest-front.ts';
import { keepToken } from '#connectors/rest-kit/served-token.ts';
import { stateFailures } from '#connectors/rest-kit/state-failures.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { WireHandler } from '#services/kernel/wire.ts';
import type { messaging } from '../../messaging.port.ts';
import { contactCentreOperations, contactCentreProblems } from '../../wire/contact-centre.ts';

/** Where the contact centre keeps its own token. */
export const callsFolder = (folder: string): string => join(folder, 'contact-centre');

/** The contact centre over its wire. */
export function callDesk(side: PortImplementation<typeof messaging>, folder: string): WireHandler {
  return restFront({
    operations: contactCentreOperations, letsIn: keepToken(callsFolder(folder)), problemOf: stateFailures('messaging', contactCentreProblems, { down: 'unavailable', lost: 'no-answer' }),
    handlers: {
      offer: async ({ parameters: { call: number }, body: { since, ...body } }, call) => { await side.offerCall({ ...body, call: number, since: Date.parse(since) }, call); return {}; },
      withdraw: async ({ parameters: { call: number } }, call) => { await side.withdrawCall({ call: number }, call); return {}; },
      health: () => Promise.resolve({ value: { status: 'up' as const } }),
    },
  });
}
