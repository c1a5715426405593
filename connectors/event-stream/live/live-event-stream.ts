import { defineLive, type LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { eventStream } from '../event-stream.port.ts';
import { checkEventStream } from './check-event-stream.ts';
import { eventStreamSettings, type EventStreamSettings } from './event-stream-settings.ts';
import { keepConnection } from './keep-connection.ts';
import { publishEvent } from './publish-event.ts';

/** JetStream of the installation, or of the municipality itself. */
export const liveEventStream = defineLive(eventStreamSettings, {
  open: openStream,
  check: checkEventStream,
});

/** Keeps one connection until it is disposed of. */
export function openStream(env: LiveEnv<EventStreamSettings>): PortImplementation<typeof eventStream> & AsyncDisposable {
  const kept = keepConnection(env);
  return { publish: (event, call) => publishEvent(env, kept, event, call), [Symbol.asyncDispose]: () => kept.close() };
}
