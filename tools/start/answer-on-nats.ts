import { connectToNats, type NatsPlace } from '#services/bus/nats-connection.ts';
import { serveRequests, type CallHeaders } from '#services/gateway/nats/serve-requests.ts';
import type { House } from '#services/host/open-house.ts';

interface Answering extends Pick<House, 'actions' | 'municipalityAt'> {
  readonly issuer: Pick<House['issuer'], 'verify'>;
  readonly broker: { call(action: string, input: unknown, options: { readonly meta: CallHeaders }): Promise<unknown> };
  readonly engine: Pick<House['engine'], 'log' | 'watch'>;
}
/** `isUp`: false once the connection was closed for good, by itself or by `stop`. The library comes back from everything else. */
export interface Answers { readonly isUp: boolean; stop(): Promise<void> }

/** Answers back-office programs on NATS, for as long as this node serves. */
export async function answerOnNats(place: NatsPlace, house: Answering): Promise<Answers> {
  const connection = await connectToNats(place);
  let stopping = false;
  const sayIfGone = (error: unknown): void => {
    if (!stopping) house.engine.log.error({ code: codeOf(error) }, 'the connection with NATS for back-office programs was closed for good: this node answers none until it is started again');
  };
  void connection.closed().then(sayIfGone);
  const front = serveRequests({
    connection, actions: house.actions, municipalityAt: house.municipalityAt, verify: (token) => house.issuer.verify(token),
    call: (action, input, meta) => house.broker.call(action, input, { meta }), log: house.engine.log, watch: house.engine.watch,
  });
  return {
    get isUp() { return !connection.isClosed(); },
    stop: async () => {
      stopping = true;
      await front.stop();
      await connection.close();
    },
  };
}

/** A word of the library, such as `AUTHORIZATION_VIOLATION`. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'none';
}
