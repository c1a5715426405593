import type { Metrics } from './metrics.ts';
import type { Meter } from './open-watch.ts';
import { labelOf } from './label-of.ts';

/** Puts what ended into the metrics. */
export function prometheusMeter(metrics: Metrics): Meter {
  return {
    ended: ({ kind, name, municipality = 'none' }, { result: given, retry, ms }) => {
      const seconds = ms / 1_000;
      const result = labelOf(given);
      if (kind === 'request') {
        metrics.requests.inc({ operation: name, status: result });
        metrics.requestSeconds.observe({ operation: name }, seconds);
      } else if (kind === 'action') {
        metrics.actions.inc({ municipality, action: name, result });
        metrics.actionSeconds.observe({ action: name }, seconds);
      } else if (kind === 'read' || kind === 'effect') {
        const [port = '', operation = ''] = name.split('.');
        metrics.outside.inc({ municipality, port, operation, outcome: retry ?? 'done' });
        metrics.outsideSeconds.observe({ port, operation }, seconds);
      } else if (kind === 'item') metrics.turns.inc({ municipality, name });
      else if (kind === 'delivery') metrics.deliveries.inc({ municipality, name, result });
      else if (kind === 'message') metrics.messages.inc({ municipality, message: name, result });
      else {
        metrics.jobs.inc({ municipality, job: name, result });
        metrics.jobSeconds.observe({ job: name }, seconds);
      }
    },
    left: (municipality, items) => { for (const { name } of items) metrics.left.inc({ municipality, name }); },
  };
}
