import { dayOf } from '#services/belgium/brussels-time.ts';
import { failures } from '#services/kernel/failure.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { nisOn } from '#services/tenancy/municipality.ts';
import type { Engine } from './engine.ts';

/** What outside systems call of their own accord, each in its own language. */
export interface InboundControl {
  /** @throws inbound.nothing-here when this municipality takes nothing in from that system over a wire */
  receive(nis: string, port: string, request: WireRequest): Promise<WireAnswer>;
}

export const inboundFailures = failures('inbound', {
  'nothing-here': { status: 404, retry: 'never', title: 'Nothing is taken in here.' },
});

export function inboundControl(engine: Engine): InboundControl {
  return {
    receive: async (nis, port, request) => {
      const [municipality] = [...engine.municipalities].find(([id, { definition }]) => nisOn(definition, dayOf(engine.clock.now(id))) === nis) ?? [];
      const handle = municipality === undefined ? undefined : engine.ports.inbound(municipality, port);
      if (!handle) throw inboundFailures['nothing-here']();
      return handle(request);
    },
  };
}
