import type { Finding } from '#services/kernel/connector.ts';
import { failures } from '#services/kernel/failure.ts';
import { openMetrics } from '#services/observe/metrics.ts';
import { judgeExpiry } from '#services/wire-kit/judge-expiry.ts';
import { checkConnectors } from './check-connectors.ts';

const now = Date.parse('2026-11-29T10:00:00Z');
const secretFailures = failures('secret', { missing: { status: 500, retry: 'never', title: 'A secret is missing.' } });
const findings: Readonly<Record<string, () => Promise<readonly Finding[]>>> = {
  biza: async () => [
    { what: 'reachability', ok: true, says: 'It answers.' }, judgeExpiry('Our certificate', now + 400 * 86_400_000, now), judgeExpiry('The certificate of BiZa', now + 10 * 86_400_000, now),
  ],
  bpost: async () => { throw secretFailures.missing(); },
  devices: async () => [],
};

test('the certificate that runs out first is told, and what cannot even be looked at is wrong', async () => {
  const metrics = openMetrics();
  const municipalities = new Map([['gent', { connectors: new Map(Object.keys(findings).map((port) => [port, {}])) }]]) as never;
  const lines: unknown[] = [];
  await checkConnectors({ municipalities, ports: { check: (_municipality, port) => findings[port]?.() ?? Promise.resolve([]) }, log: { info: () => undefined, error: () => undefined, warn: (fields) => { lines.push(fields); } } }, metrics);
  const text = await metrics.registry.metrics();
  expect(text).toContain(`eid_certificate_valid_until_timestamp_seconds{municipality="gent",port="biza"} ${now / 1_000 + 10 * 86_400}`);
  expect(text).toContain('eid_connector_check_ok{municipality="gent",port="biza",what="reachability"} 1');
  expect(text).toContain('eid_connector_check_ok{municipality="gent",port="biza",what="certificate"} 0');
  expect(text).toContain('eid_connector_check_ok{municipality="gent",port="bpost",what="credentials"} 0');
  expect(text).not.toContain('port="devices"');
  expect(lines).toEqual([{ municipality: 'gent', port: 'bpost', failure: 'secret.missing' }]);
});
