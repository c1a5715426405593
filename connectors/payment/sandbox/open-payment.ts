import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { payment, paymentFailures } from '../payment.port.ts';
import type { PaymentConfig } from '../payment.config.ts';
import { paymentLevers } from './payment-levers.ts';
import { paymentWorld } from './payment-world.ts';
import { paymentsBy } from './take-payments.ts';
import { transfersBy } from './take-transfers.ts';

/** A payment system at which no money moves, and that counts as if it did. */
export function openPayment(env: SandboxEnv<PaymentConfig>): OpenSandbox<typeof payment> {
  return openSandbox(payment, env, paymentFailures, (means) => {
    const world = paymentWorld(means, env);
    return { operations: { ...paymentsBy(world), ...transfersBy(world) }, levers: paymentLevers(world, means) };
  });
}
