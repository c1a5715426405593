import { connectToNats, type NatsPlace } from '#services/bus/nats-connection.ts';
import { serveRequests } from '#services/gateway/nats/serve-requests.ts';
import type { House } from '#services/host/open-house.ts';

/** Answers back-office programs on NATS, for as long as this node serves. */
export async function answerOnNats(place: NatsPlace, house: House): Promise<{ stop(): Promise<void> }> {
  const connection = await connectToNats(place);
  const front = serveRequests({
    connection, actions: house.actions, municipalityAt: house.municipalityAt, verify: (token) => house.issuer.verify(token),
    call: (action, input, meta) => house.broker.call(action, input, { meta }), log: house.engine.log, watch: house.engine.watch,
  });
  return {
    stop: async () => {
      await front.stop();
      await connection.close();
    },
  };
}
