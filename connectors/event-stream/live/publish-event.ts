import { headers } from 'nats';
import type { z } from 'zod';
import type { LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import type { streamedEvent } from '../event-stream.port.ts';
import type { EventStreamSettings } from './event-stream-settings.ts';
import { judgeNats } from './judge-nats.ts';
import { streamName, type keepConnection } from './keep-connection.ts';

/** Version of every event's payload: fields are added within it, never changed. */
const version = 'v1';

/**
 * Publishes one event to `eid.evt.<NIS>.<plugin>.<event>.v1`: the payload is the body, what CloudEvents 1.0 calls context attributes stands in headers (binary mode of its
 * binding for NATS). Its key is `Nats-Msg-Id`, so the stream takes it once.
 */
export async function publishEvent(env: LiveEnv<EventStreamSettings>, kept: ReturnType<typeof keepConnection>, { event, dossier, payload, at }: z.output<typeof streamedEvent>, { key, traceId, traceparent }: OutwardCall): Promise<{ sequence: number }> {
  const { nis } = env.municipality;
  const stream = await kept.stream(nis);
  const context = headers();
  for (const [name, value] of Object.entries({
    'ce-specversion': '1.0', 'ce-id': key, 'ce-source': `urn:eid-aan-huis:${nis}`, 'ce-type': `eid.${event}.${version}`, 'ce-time': new Date(at).toISOString(), ...(dossier !== null && { 'ce-subject': dossier }),
    'Content-Type': 'application/json', 'BelGov-Trace-Id': traceId, ...(traceparent !== undefined && { traceparent }),
  })) context.set(name, value);
  try {
    const { seq } = await stream.publish(`eid.evt.${nis}.${event}.${version}`, JSON.stringify(payload), { msgID: key, headers: context, expect: { streamName: streamName(nis) } });
    return { sequence: seq };
  } catch (error) {
    throw judgeNats(error);
  }
}
