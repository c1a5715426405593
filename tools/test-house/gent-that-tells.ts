import { gent } from '#config/municipalities/gent.ts';
import { eventStream } from '#connectors/event-stream/event-stream.port.ts';
import { backOfficeEvents } from '#plugins/back-office-events/back-office-events.contract.ts';
import { enable, sandbox } from '#services/tenancy/municipality.ts';
import type { TestHouse } from './open-test-house.ts';

/** Gent with a stream for its back-office: there a test sees which events were told, how often. */
export const gentThatTells = { ...gent, plugins: [...gent.plugins, enable(backOfficeEvents, {})], connectors: [...gent.connectors, sandbox(eventStream)] };

export async function timesTold(t: Pick<TestHouse, 'idle' | 'pull'>, name: string): Promise<number> {
  await t.idle();
  const { events } = await t.pull<{ events: readonly { event: string }[] }>('event-stream', 'events');
  return events.filter(({ event }) => event === name).length;
}
