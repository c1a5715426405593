import type { Port } from '#services/kernel/port.ts';
import { catalogue } from './catalogue.ts';

test('no operation lets anybody at a desk repeat what could happen twice, or touch money, mail and devices', () => {
  const ports: readonly Port[] = catalogue.connectors.map(({ port }) => port);
  const open = ports.flatMap(({ id, operations }) => Object.entries(operations).filter(([, { atDesk }]) => atDesk !== undefined).map(([name, operation]) => ({ id, name: `${id}.${name}`, ...operation })));
  expect(open.length).toBeGreaterThan(8);
  expect(open.filter(({ idempotency }) => idempotency !== 'keyed')).toEqual([]);
  expect(open.filter(({ id }) => ['payment', 'messaging', 'devices', 'event-stream'].includes(id))).toEqual([]);
});
