import { ServiceBroker } from 'moleculer';
import { brokerOptions } from '../../moleculer.config.ts';

test('a node does not tell how it is set up, to another node as little as to anybody else', async () => {
  const broker = new ServiceBroker(brokerOptions({ nats: undefined }));
  await broker.start();
  for (const what of ['options', 'health', 'list', 'services', 'actions', 'events', 'metrics']) await expect(broker.call(`$node.${what}`, {})).rejects.toMatchObject({ type: 'SERVICE_NOT_FOUND' });
  await broker.stop();
});
