import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { crmConfig } from './crm.config.ts';
import type { Citizen, crm } from './crm.port.ts';
import { openCrm } from './sandbox/open-crm.ts';

/** Rules that every CRM keeps, whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof crm>;
  readonly call: (key?: string) => OutwardCall;
  /** Makes the outside world so, and looks at what it noted. */
  readonly world: { putCitizen(citizen: Citizen): Promise<unknown>; contacts(): Promise<readonly unknown[]>; procedures(): Promise<readonly unknown[]> };
  readonly close: () => void;
}

const at = Date.UTC(2026, 10, 24, 9);

function sandboxSide(): Side {
  const bench = sandboxBench(crmConfig.parse({}), at);
  const sandbox = openCrm(bench.env);
  return {
    port: sandbox.implementation, call: bench.call,
    world: {
      putCitizen: (citizen) => bench.pull(sandbox, 'put-citizen', { citizen }),
      contacts: async () => z.object({ contacts: z.array(z.unknown()) }).parse(await bench.pull(sandbox, 'contacts', {})).contacts,
      procedures: async () => z.object({ procedures: z.array(z.unknown()) }).parse(await bench.pull(sandbox, 'procedures', {})).procedures,
    },
    close: () => { sandbox.close(); bench.remove(); },
  };
}

const noor: Citizen = {
  insz: makeInsz('1960-05-01', 4, { testPerson: true }), firstName: 'Noor', lastName: 'Voorbeeld', language: 'fr',
  address: { street: 'Voorbeeldstraat', houseNumber: '1', box: '2', postcode: '9000', city: 'Gent' },
  email: 'noor@example.org', mobile: null, phone: '+3292101010', preferredMedium: 'letter', whatsappOptIn: false, representative: null, reachable: true,
};
const stranger = makeInsz('1999-01-01', 7, { testPerson: true });
const dossier = randomUUID();
const unknown = expect.objectContaining({ type: 'crm.unknown-citizen' });

describe.each([['the sandbox', sandboxSide]])('%s', (_name, open) => {
  let side: Side;
  beforeEach(async () => {
    side = open();
    await side.world.putCitizen(noor);
  });
  afterEach(() => side.close());
  const known = async () => (await side.port.citizen({ insz: noor.insz }, side.call())).citizen;

  test('a citizen is told with language, address and preferences; a stranger is nobody', async () => {
    expect(await known()).toEqual(noor);
    expect(await side.port.citizen({ insz: stranger }, side.call())).toEqual({ citizen: null });
  });

  test('newer contact data replaces the older; what was left out stays, what is given as nothing goes', async () => {
    await side.port.updateContact({ insz: noor.insz, mobile: '+32470123456', preferredMedium: 'sms' }, side.call());
    expect(await known()).toEqual({ ...noor, mobile: '+32470123456', preferredMedium: 'sms' });
    await side.port.updateContact({ insz: noor.insz, email: null }, side.call());
    expect(await known()).toEqual({ ...noor, email: null, mobile: '+32470123456', preferredMedium: 'sms' });
  });

  test('the representative that a citizen named last is the one', async () => {
    const named = (firstName: string) => ({ relation: 'guardian', firstName, lastName: 'Voogd', email: 'voogd@example.org', mobile: null }) as const;
    for (const firstName of ['An', 'Jo']) await side.port.recordRepresentative({ insz: noor.insz, representative: named(firstName) }, side.call());
    expect(await known()).toMatchObject({ representative: named('Jo') });
  });

  test('each message that went out is noted once per key', async () => {
    const contact = { insz: noor.insz, dossier, medium: 'email', subject: 'Uw eID vervalt', at } as const;
    const key = randomUUID();
    for (const again of [key, key, randomUUID()]) await side.port.recordContact(contact, side.call(again));
    expect(await side.world.contacts()).toEqual([contact, contact]);
  });

  test('the end of a procedure is noted once per dossier', async () => {
    const closed = { insz: noor.insz, dossier, closedOn: '2026-12-10', outcome: 'delivered' };
    for (const _ of ['once', 'again']) await side.port.closeProcedure(closed, side.call());
    expect(await side.world.procedures()).toEqual([closed]);
  });

  test('nothing is noted about a stranger', async () => {
    const about = { insz: stranger };
    const representative = { relation: 'carer', firstName: 'An', lastName: 'Zorg', email: null, mobile: null } as const;
    await expect(side.port.recordContact({ ...about, dossier, medium: 'sms', subject: 'x', at }, side.call())).rejects.toEqual(unknown);
    await expect(side.port.updateContact({ ...about, mobile: null }, side.call())).rejects.toEqual(unknown);
    await expect(side.port.recordRepresentative({ ...about, representative }, side.call())).rejects.toEqual(unknown);
    await expect(side.port.closeProcedure({ ...about, dossier, closedOn: '2026-12-10', outcome: 'delivered' }, side.call())).rejects.toEqual(unknown);
    expect([await side.world.contacts(), await side.world.procedures()]).toEqual([[], []]);
  });
});
