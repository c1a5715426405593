import { restFront, type RestFrontOptions } from '#connectors/rest-kit/rest-front.ts';
import { stateFailures } from '#connectors/rest-kit/state-failures.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { WireHandler } from '#services/kernel/wire.ts';
import type { payment } from '../../payment.port.ts';
import { accountsOperations, accountsProblems } from '../../wire/accounts-operations.ts';

/** The municipality's own accounts: they expect transfers and pay them back. */
export function accountsFront(side: PortImplementation<typeof payment>, letsIn: RestFrontOptions<typeof accountsOperations>['letsIn']): WireHandler {
  return restFront({
    operations: accountsOperations, letsIn, problemOf: stateFailures('payment', accountsProblems, { down: 'unavailable', lost: 'no-answer' }),
    handlers: {
      health: () => Promise.resolve({ value: { status: 'UP' as const } }),
      expectTransfer: async ({ parameters: { reference }, body: { amount, communication, expiresAt } }, call) => {
        await side.expectTransfer({ reference, amount, communication, expiresAt: Date.parse(expiresAt) }, call);
        return {};
      },
      payBack: async ({ parameters: { reference }, body: { amount } }, call) => ({ value: await side.refund({ paymentId: null, reference, amount }, call) }),
    },
  });
}
