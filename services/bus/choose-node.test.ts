import { ServiceBroker } from 'moleculer';
import { ChooseNode } from './choose-node.ts';

type Endpoint = ReturnType<ChooseNode['select']>;

test('nodes take turns, but what is no errand never goes to a node at the border, even if it offers it', () => {
  const broker = new ServiceBroker({ logger: false });
  const strategy = new ChooseNode(broker.registry, broker);
  const chosen = (action: string) => {
    const nodes = ['border.dmz', 'node-1', 'node-2'].map((id): Endpoint => Object.assign(Object.create(null), { id, name: `${id}:${action}`, local: id === 'node-1' }));
    return new Set(Array.from({ length: 6 }, () => strategy.select(nodes).id));
  };
  expect(chosen('journey.find')).toEqual(new Set(['node-1', 'node-2']));
  expect(chosen('reach-bpost.errand')).toEqual(new Set(['border.dmz', 'node-1', 'node-2']));
});
