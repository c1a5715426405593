import { Writable } from 'node:stream';
import { ServiceBroker } from 'moleculer';
import { openWatch } from '#services/observe/open-watch.ts';
import { BrokerLog } from './broker-log.ts';
import { openLog } from './open-log.ts';

function logLines(): { readonly lines: () => Record<string, unknown>[]; readonly log: ReturnType<typeof openLog> } {
  let text = '';
  const log = openLog('info', 'node-1', new Writable({ write: (part, _encoding, done) => { text += String(part); done(); } }));
  return { log, lines: () => text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('what the broker says is a line of the house: with the kind and place of an error, and nothing of what it says', () => {
  const { log, lines } = logLines();
  const broker = new ServiceBroker({ nodeID: 'node-1', logger: new BrokerLog(log) });
  broker.logger.error('a call failed for an.peeters@example.org', Object.assign(new Error('Jan Peeters is unknown'), { type: 'crm.unknown' }), { name: 'Peeters' });
  const line = lines().at(-1);
  expect(line).toMatchObject({ node: 'node-1', level: 50, broker: 'broker', type: 'crm.unknown', stack: expect.stringContaining('broker-log.test') as unknown });
  expect(JSON.stringify(lines())).not.toMatch(/Peeters|peeters/);
});

test('a line that is written within a step says in which trace and for which municipality, unless it says so itself', async () => {
  const { log, lines } = logLines();
  const watch = openWatch({ steadyNow: () => 0 });
  await watch.during({ kind: 'action', name: 'request.submit', municipality: 'gent', traceId: 'a-trace' }, async () => {
    log.info({ effect: 'one' }, 'within');
    await watch.during({ kind: 'item', name: 'biza.orderCard', municipality: 'kortenberg', traceId: 'another' }, async () => log.info({ municipality: 'leuven' }, 'deeper'));
  });
  log.info({}, 'outside');
  const [within, deeper, outside] = lines();
  expect(within).toMatchObject({ traceId: 'a-trace', municipality: 'gent', effect: 'one' });
  expect(deeper).toMatchObject({ traceId: 'another', municipality: 'leuven' });
  expect(outside).not.toHaveProperty('traceId');
});
