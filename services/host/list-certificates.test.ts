import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import type { Finding } from '#services/kernel/connector.ts';
import { failures } from '#services/kernel/failure.ts';
import { listCertificates } from './list-certificates.ts';

const missing = failures('secret', { missing: { status: 503, retry: 'safe', title: 'A secret cannot be read.' } });
const now = Date.UTC(2026, 10, 29);
const day = 86_400_000;

test('what ends first stands first, and what cannot be judged stands before all', async () => {
  const findings: Readonly<Record<string, () => Promise<readonly Finding[]>>> = {
    biza: async () => [judgeExpiry('Our certificate', now + 40 * day, now), { what: 'reachability', ok: true, says: 'It answers.' }],
    crm: async () => [{ what: 'reachability', ok: false, says: 'It does not answer.' }],
    payment: async () => [judgeExpiry('The certificate of Mollie', now + 20 * day, now)],
    messaging: () => { throw missing.missing(); },
    bpost: async () => [{ what: 'credentials', ok: false, says: 'bpost does not take our key.' }],
    sandbox: async () => [],
  };
  const listed = await listCertificates(Object.keys(findings), (port) => findings[port]?.() ?? Promise.resolve([]));
  expect(listed.map(({ port, until }) => [port, until === null ? null : (until - now) / day])).toEqual([['messaging', null], ['bpost', null], ['payment', 20], ['biza', 40]]);
});
