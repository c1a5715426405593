import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { Citizen } from '../crm.port.ts';
import { openCrm } from './open-crm.ts';

const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
const sandbox = openCrm(bench.env);
afterAll(() => { sandbox.close(); bench.remove(); });

const noor: Citizen = {
  insz: makeInsz('1960-05-01', 4, { testPerson: true }), firstName: 'Noor', lastName: 'Voorbeeld', language: 'nl',
  address: { street: 'Voorbeeldstraat', houseNumber: '1', postcode: '9000', city: 'Gent' },
  email: null, mobile: null, phone: null, preferredMedium: null, whatsappOptIn: false, representative: null, reachable: true,
};

test('putting a citizen who is to be kept leaves what the citizen changed since', async () => {
  await bench.pull(sandbox, 'put-citizen', { citizen: noor, keep: true });
  const { citizen } = await sandbox.implementation.citizen({ insz: noor.insz }, bench.call());
  await sandbox.implementation.updateContact({ insz: noor.insz, version: citizen?.version ?? '', email: 'noor@example.org' }, bench.call());
  await bench.pull(sandbox, 'put-citizen', { citizen: noor, keep: true });
  expect(await bench.pull(sandbox, 'citizens', {})).toEqual({ citizens: [{ ...noor, email: 'noor@example.org' }] });
  await bench.pull(sandbox, 'put-citizen', { citizen: noor });
  expect(await bench.pull(sandbox, 'citizens', {})).toEqual({ citizens: [noor] });
});
