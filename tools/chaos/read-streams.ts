import { z } from 'zod';
import { municipalities } from '#config/municipalities.ts';
import { connectToNats } from '#services/bus/nats-connection.ts';
import type { Streamed } from './streamed.ts';

const moved = z.object({ sequence: z.int() });

/** All that stands on the stream of each municipality, message by message, as the server keeps it. */
export async function readStreams(url: string): Promise<Streamed[]> {
  const connection = await connectToNats({ url });
  try {
    const manager = await connection.jetstreamManager();
    const found: Streamed[] = [];
    for (const { id, nis } of municipalities) {
      const name = `EID_${nis.at(-1)?.code ?? ''}`;
      const { state } = await manager.streams.info(name);
      for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
        const { header, data } = await manager.streams.getMessage(name, { seq });
        const step = moved.safeParse(JSON.parse(new TextDecoder().decode(data)));
        found.push({
          municipality: id, id: header.get('ce-id'), event: header.get('ce-type').replace(/^eid\.(.+)\.v\d+$/, '$1'),
          dossier: header.get('ce-subject') || null, step: step.success ? step.data.sequence : null,
        });
      }
    }
    return found;
  } finally {
    await connection.close();
  }
}
