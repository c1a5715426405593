import { ServiceBroker } from 'moleculer';
import type { Settings } from '#config/environment.ts';
import { brokerOptions } from '../../moleculer.config.ts';

test('a node does not tell how it is set up, to another node as little as to anybody else', async () => {
  const broker = new ServiceBroker(brokerOptions({ nats: undefined }));
  await broker.start();
  for (const what of ['options', 'health', 'list', 'services', 'actions', 'events', 'metrics']) await expect(broker.call(`$node.${what}`, {})).rejects.toMatchObject({ type: 'SERVICE_NOT_FOUND' });
  await broker.stop();
});

test('a node waits until the others have heard that it stops, and for nobody where it is alone', () => {
  const stopDelay = (nats: Settings['nats']) => new ServiceBroker({ ...brokerOptions({ nats }), transporter: null }).options.registry?.stopDelay;
  expect(stopDelay(undefined)).toBe(0);
  expect(stopDelay({ url: 'nats://127.0.0.1:4222' })).toBeGreaterThan(0);
});
