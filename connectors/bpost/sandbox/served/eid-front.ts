import { restFront } from '#connectors/rest-kit/rest-front.ts';
import { stateFailures } from '#connectors/rest-kit/state-failures.ts';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import type { WireHandler, WireRequest } from '#services/kernel/wire.ts';
import { deliveryMessage, type bpost } from '../../bpost.port.ts';
import { eidDeliveryOperations, momentOnWire, onWire } from '../../wire/eid-delivery-operations.ts';
import { eidDeliveryProblems } from '../../wire/eid-delivery-problems.ts';

/** Our own contract with bpost, served. */
export function eidFront({ implementation: side }: Pick<OpenSandbox<typeof bpost>, 'implementation'>, letsIn: (headers: WireRequest['headers']) => boolean): WireHandler {
  return restFront({
    operations: eidDeliveryOperations, letsIn,
    problemOf: stateFailures('bpost', eidDeliveryProblems, { down: 'unavailable', lost: 'no-answer' }),
    handlers: {
      moments: async ({ query }, call) => ({ value: { moments: (await side.moments(query, call)).moments.map(momentOnWire) } }),
      changeMoment: async ({ parameters: { reference }, body: { moment } }, call) => {
        await side.changeMoment({ reference, moment }, call);
        return { value: { reference, moment: momentOnWire(moment) } };
      },
      handOverCustody: async ({ parameters: { reference }, body: { handedOverAt } }, call) => {
        await side.handOverCustody({ reference, at: handedOverAt }, call);
        return { value: { reference } };
      },
      messages: async ({ parameters: { reference } }, call) => {
        const { messages } = await side.delivery({ reference }, call);
        const told = messages.map(({ id, ...message }) => {
          const { event, at, sequence, employee, reason, moment } = deliveryMessage.parse(message);
          return { id, event, at: onWire(at), sequence, employee, reason, moment: moment && momentOnWire(moment) };
        });
        return { value: { reference, messages: told } };
      },
    },
  });
}
