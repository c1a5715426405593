import { connect, nanos, RetentionPolicy, StorageType, type JetStreamClient, type JetStreamManager, type NatsConnection } from 'nats';
import { natsOptions } from '#services/bus/nats-connection.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { eventStreamFailures } from '../event-stream.port.ts';
import type { EventStreamSettings } from './event-stream-settings.ts';
import { judgeNats } from './judge-nats.ts';

const day = 24 * 60 * 60_000;

/** One connection, made when it is first needed and given up when it breaks for good; the stream is looked for once on each. */
export function keepConnection({ config, secret }: Pick<LiveEnv<EventStreamSettings>, 'config' | 'secret'>) {
  let open: Promise<NatsConnection> | undefined;
  const found = new Map<string, Promise<void>>();
  const forget = () => { open = undefined; found.clear(); };
  const connection = async (): Promise<NatsConnection> => {
    // Who is refused twice begins anew, and says why.
    open ??= connect({ ...natsOptions(config, secret), timeout: config.timeoutSeconds * 1_000, ignoreAuthErrorAbort: false }).then((made) => {
      void made.closed().then(forget);
      return made;
    });
    try {
      return await open;
    } catch (error) {
      forget();
      throw judgeNats(error);
    }
  };
  return {
    /** The stream of this municipality is there. @throws event-stream.unavailable, event-stream.no-stream, event-stream.not-let-in */
    stream: async (nis: string): Promise<JetStreamClient> => {
      const made = await connection();
      const name = streamName(nis);
      const ready = found.get(name) ?? demandStream(await made.jetstreamManager({ checkAPI: false, timeout: config.timeoutSeconds * 1_000 }), nis, config);
      found.set(name, ready);
      try {
        await ready;
      } catch (error) {
        found.delete(name);
        throw error;
      }
      return made.jetstream({ timeout: config.timeoutSeconds * 1_000 });
    },
    close: async () => {
      const standing = open;
      forget();
      await (await standing)?.close();
    },
  };
}

export const streamName = (nis: string): string => `EID_${nis}`;
/** Beside `eid.rpc.`, never over it: a request on a subject of a stream would be answered by the stream. */
export const subjectsOf = (nis: string): string => `eid.evt.${nis}.>`;

async function demandStream(manager: JetStreamManager, nis: string, { keepDays, replicas }: EventStreamSettings): Promise<void> {
  const name = streamName(nis);
  try {
    await manager.streams.info(name);
  } catch (error) {
    if (!isNotFound(error)) throw judgeNats(error);
    try {
      // A key that comes again within a day is known, whatever happened in between: the outbox does not repeat for longer by itself.
      await manager.streams.add({ name, subjects: [subjectsOf(nis)], retention: RetentionPolicy.Limits, storage: StorageType.File, max_age: nanos(keepDays * day), duplicate_window: nanos(Math.min(keepDays, 1) * day), num_replicas: replicas, deny_purge: true });
    } catch (refused) {
      throw eventStreamFailures['no-stream']({ cause: refused });
    }
  }
}

function isNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code) === '404';
}
