import { z } from 'zod';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { eventStream, eventStreamFailures, streamedEvent } from '../event-stream.port.ts';

const kept = streamedEvent.extend({ id: z.string() });

/** A stream inside this process: it keeps what was published, in order. */
export function openEventStream(env: SandboxEnv<unknown>): OpenSandbox<typeof eventStream> {
  return openSandbox(eventStream, env, eventStreamFailures, ({ file, lever }) => {
    const events = file.documents<z.output<typeof kept>>('event');
    return {
      operations: {
        publish: { act: (event, { key }) => { events.put(key, { ...event, id: key }); return { sequence: events.all().length }; } },
      },
      levers: {
        events: lever('What was published, oldest first.', z.strictObject({ dossier: z.uuid().optional() }), z.object({ events: z.array(kept) }), ({ dossier }) => ({
          events: events.all().map(({ document }) => document).filter((event) => dossier === undefined || event.dossier === dossier),
        })),
      },
    };
  });
}
