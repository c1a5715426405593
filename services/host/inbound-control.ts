import { dayOf } from '#services/belgium/brussels-time.ts';
import { failures } from '#services/kernel/failure.ts';
import type { WireAnswer, WireHead, WireRequest } from '#services/kernel/wire.ts';
import { holderOfNis } from '#services/tenancy/municipality.ts';
import type { Engine } from './engine.ts';

/** What outside systems call of their own accord, each in its own language. */
export interface InboundControl {
  /** How many bytes of the body are read at most; undefined where the usual number will do. */
  limitBytes(nis: string, port: string, head: WireHead): number | undefined;
  /** @throws inbound.nothing-here when this municipality takes nothing in from that system over a wire */
  receive(nis: string, port: string, request: WireRequest): Promise<WireAnswer>;
}

export const inboundFailures = failures('inbound', {
  'nothing-here': { status: 404, retry: 'never', title: 'Nothing is taken in here.' },
});

export function inboundControl(engine: Pick<Engine, 'municipalities' | 'ports'> & { readonly clock: Pick<Engine['clock'], 'now'> }): InboundControl {
  const wayTo = (nis: string, port: string) => {
    const holder = holderOfNis(nis, [...engine.municipalities].map(([id, { definition }]) => ({ definition, day: dayOf(engine.clock.now(id)) })));
    return holder && engine.ports.inbound(holder.id, port);
  };
  return {
    limitBytes: (nis, port, head) => wayTo(nis, port)?.limitBytes?.(head),
    receive: async (nis, port, request) => {
      const handle = wayTo(nis, port);
      if (!handle) throw inboundFailures['nothing-here']();
      const back = engine.ports.borrow(handle);
      try {
        return await handle(request);
      } finally {
        back();
      }
    },
  };
}
