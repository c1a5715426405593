import type { Settings } from '#config/environment.ts';
import { serveHealthOnly } from '#services/gateway/serve-health-only.ts';
import type { Health } from '#services/gateway/health.ts';
import type { Outpost } from '#services/reach/open-outpost.ts';
import { openOutpostNode } from './open-outpost-node.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** A node at the border, until it is told to stop. Nobody speaks to it from outside, but for its health on this machine. */
export async function serveOutpost(settings: Settings): Promise<void> {
  const began = performance.now();
  const outpost = await openOutpostNode(settings);
  const front = await serveHealthOnly(settings.port, () => Promise.resolve(healthOf(outpost)));
  console.log([
    `eID aan huis is ready at http://127.0.0.1:${settings.port}/health (${Math.round(performance.now() - began)} ms)`,
    '',
    '  Roles     connectors: it asks outside systems for the other nodes; it has no database, and of the keys that of the bus only',
    `  Reaches   ${outpost.reached.join(', ')}`,
    `  Node      ${outpost.broker.nodeID}`,
    '',
    'Ctrl-C stops it.',
  ].join('\n'));
  stopOnSignal(async () => {
    await front.stop();
    await outpost.stop();
  });
}

function healthOf({ broker, isUp, reached }: Outpost): Health {
  const status = isUp() ? 'UP' : 'DOWN';
  return { status, node: broker.nodeID, components: { bus: { status }, connectors: { status, details: { reached } } } };
}
