import type { Log } from '#services/kernel/context.ts';
import { otlpOf } from './otlp.ts';
import type { DoneSpan } from './open-tracer.ts';

export interface SpanSending {
  /** Where an OpenTelemetry collector takes in OTLP over HTTP, without `/v1/traces`. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly node: string;
  readonly log: Log;
  readonly fetch: typeof globalThis.fetch;
  /** How often what has gathered is sent. Milliseconds. */
  readonly everyMs?: number;
}
export interface SpanSender {
  send(span: DoneSpan): void;
  /** Sends what has gathered. */
  flush(): Promise<void>;
  /** Spans that were thrown away: nobody took them in, or there were too many. */
  dropped(): number;
  stop(): Promise<void>;
}

const most = { waiting: 4_096, together: 512 };
const patienceMs = 5_000;

/**
 * Sends spans to a collector (OTLP over HTTP, JSON), many at once, beside the work: nobody waits for it, and while the collector is away they are thrown away
 * rather than gathered. Traces help to look; nothing hangs on them.
 */
export function sendSpans({ endpoint, headers, node, log, fetch, everyMs = 2_000 }: SpanSending): SpanSender {
  let waiting: DoneSpan[] = [];
  let dropped = 0;
  let away = false;
  let sending: Promise<void> = Promise.resolve();

  const post = async (spans: readonly DoneSpan[]): Promise<void> => {
    let says: string | undefined;
    try {
      const answer = await fetch(`${endpoint}/v1/traces`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(otlpOf(spans, node)), signal: AbortSignal.timeout(patienceMs), redirect: 'error' });
      await answer.arrayBuffer();
      if (!answer.ok) says = `HTTP ${answer.status}`;
    } catch (error) {
      says = reasonOf(error);
    }
    if (says !== undefined) dropped += spans.length;
    if (says !== undefined && !away) log.warn({ says, spans: spans.length }, 'the collector of traces took nothing in; it is tried again with the next ones, these are gone');
    away = says !== undefined;
  };
  const flush = (): Promise<void> => {
    sending = sendAll(sending);
    return sending;
  };
  const sendAll = async (before: Promise<void>): Promise<void> => {
    await before;
    while (waiting.length > 0) await post(waiting.splice(0, most.together));
  };
  const timer = setInterval(() => void flush(), everyMs).unref();
  return {
    send: (span) => {
      if (waiting.length >= most.waiting) dropped += 1;
      else waiting.push(span);
    },
    flush,
    dropped: () => dropped,
    stop: async () => {
      clearInterval(timer);
      await flush();
      waiting = [];
    },
  };
}

/** The code of the network, which `fetch` keeps in the cause; never a text of the other side. */
function reasonOf(error: unknown): string {
  const { name, cause } = partsOf(error);
  const { code } = partsOf(cause);
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
}

function partsOf(thing: unknown): { readonly name?: unknown; readonly cause?: unknown; readonly code?: unknown } {
  return typeof thing === 'object' && thing !== null ? thing : {};
}
