import { Loggers } from 'moleculer';
import type { Log } from '#services/kernel/context.ts';
import { stackOf } from './call-port.ts';

/** What the broker has to say goes into the log of the house, with its redaction. Of errors only their kind and the places in the code: a message may hold what somebody sent. */
export class BrokerLog extends Loggers.Base<{ level?: 'info' }> {
  readonly #log: Log;

  constructor(log: Log) {
    super({});
    this.#log = log;
  }

  override getLogHandler(bindings: { readonly mod?: string; readonly svc?: string } | null | undefined): (level: string, args: readonly unknown[]) => void {
    const from = bindings?.svc ?? bindings?.mod ?? 'broker';
    return (level, args) => {
      const say = said.get(level);
      if (say) this.#log[say]({ broker: from, ...errorIn(args) }, args.filter((part) => typeof part === 'string').join(' ') || 'the broker says something without words');
    };
  }
}

/** Its chatter (debug, trace) is left out. */
const said: ReadonlyMap<string, keyof Log> = new Map([['fatal', 'error'], ['error', 'error'], ['warn', 'warn'], ['info', 'info']]);

function errorIn(args: readonly unknown[]): Readonly<Record<string, unknown>> {
  const error = args.find((part) => part instanceof Error);
  return error === undefined ? {} : { stack: stackOf(error), ...('type' in error && typeof error.type === 'string' && { type: error.type }) };
}
