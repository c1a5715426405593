import { setTimeout as pause } from 'node:timers/promises';
import type { Finding } from '#services/kernel/connector.ts';
import type { Metrics } from '#services/observe/metrics.ts';
import { briefly } from './call-port.ts';
import type { Engine } from './engine.ts';

type Looking = Pick<Engine, 'municipalities' | 'log'> & { readonly ports: Pick<Engine['ports'], 'check'> };
type Told = Pick<Metrics, 'checks' | 'certificates'>;

/** Looks again and again whether the live connectors would work and how long their certificates hold, so that somebody is warned before they do not. */
export function startConnectorChecks(engine: Looking, metrics: Told, everyMs: number): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await checkConnectors(engine, metrics, stopping.signal);
      await pause(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const stopped = loop();
  return { stop: async () => { stopping.abort(); await Promise.race([stopped, pause(farewellMs)]); } };
}

/** A look that is under way when the node stops is not waited for long: it changes nothing. */
const farewellMs = 1_000;

/** One look at each, one after the other: it is no load for anybody. */
export async function checkConnectors({ municipalities, ports, log }: Looking, metrics: Told, stopping?: AbortSignal): Promise<void> {
  for (const [municipality, { connectors }] of municipalities) {
    for (const port of connectors.keys()) {
      if (stopping?.aborted === true) return;
      try {
        tell(metrics, { municipality, port }, await ports.check(municipality, port));
      } catch (error) {
        // A secret that cannot be read stops the look before it begins.
        tell(metrics, { municipality, port }, [{ what: 'credentials', ok: false, says: briefly(error).message }]);
        log.warn({ municipality, port, failure: briefly(error).type }, 'a connector could not be looked at');
      }
    }
  }
}

function tell({ checks, certificates }: Told, way: { readonly municipality: string; readonly port: string }, findings: readonly Finding[]): void {
  for (const [what, all] of Map.groupBy(findings, (finding) => finding.what)) checks.set({ ...way, what }, all.every(({ ok }) => ok) ? 1 : 0);
  const ends = findings.flatMap(({ until }) => until ?? []);
  if (ends.length > 0) certificates.set(way, Math.min(...ends) / 1_000);
}
