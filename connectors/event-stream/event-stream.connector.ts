import { defineConnector } from '#services/kernel/connector.ts';
import { eventStreamConfig } from './event-stream.config.ts';
import { eventStream } from './event-stream.port.ts';
import { liveEventStream } from './live/live-event-stream.ts';
import { openEventStream } from './sandbox/open-event-stream.ts';

export const eventStreamConnector = defineConnector(eventStream, {
  title: 'NATS JetStream: what happens, for the municipality\'s back-office',
  config: eventStreamConfig,
  ours: true,
  sandbox: (env) => openEventStream(env),
  live: liveEventStream,
});
