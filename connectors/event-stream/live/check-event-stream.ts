import type { Finding, LiveEnv } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { EventStreamSettings } from './event-stream-settings.ts';
import { keepConnection, streamName } from './keep-connection.ts';

const says: Readonly<Record<string, string>> = {
  'event-stream.unavailable': 'NATS cannot be reached: look at its address and whether it runs.',
  'event-stream.not-let-in': 'NATS does not let us in, or not to its JetStream: look at the credentials and permissions.',
  'event-stream.no-stream': 'There is no stream yet and we may not make one: make it, or allow it ($JS.API).',
  'event-stream.no-answer': 'NATS does not answer about its streams: is JetStream on?',
};

/** Looks whether the stream is there; where we may, it is made. Nothing is published. */
export async function checkEventStream(env: LiveEnv<EventStreamSettings>): Promise<readonly Finding[]> {
  const kept = keepConnection(env);
  try {
    await kept.stream(env.municipality.nis);
    return [{ what: 'reachability', ok: true, says: `NATS answers, and stream ${streamName(env.municipality.nis)} is there.` }];
  } catch (error) {
    const type = isFailure(error) ? error.type : '';
    const what = type.endsWith('not-let-in') ? 'credentials' : type.endsWith('no-stream') ? 'rights' : 'reachability';
    return [{ what, ok: false, says: says[type] ?? 'The settings for NATS cannot be used: look at the secrets that they name.' }];
  } finally {
    await kept.close().catch(() => undefined);
  }
}
