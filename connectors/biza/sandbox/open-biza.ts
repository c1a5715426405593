import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { biza, bizaFailures } from '../biza.port.ts';
import type { BizaConfig } from '../biza.config.ts';
import { activationsOf } from './activate-card.ts';
import { bizaLevers } from './biza-levers.ts';
import { bizaWorld } from './biza-world.ts';
import { closingsOf } from './close-order.ts';
import { lookUpPersons } from './know-person.ts';
import { ordersOf } from './order-card.ts';
import { biometricsOf } from './register-biometrics.ts';

/** A BiZa that refuses what the real one refuses. */
export function openBiza(env: SandboxEnv<BizaConfig>): OpenSandbox<typeof biza> {
  return openSandbox(biza, env, bizaFailures, (means) => {
    const world = bizaWorld(means, env);
    return {
      operations: { ...lookUpPersons(world), ...biometricsOf(world), ...ordersOf(world), ...activationsOf(world), ...closingsOf(world) },
      levers: bizaLevers(world, means),
    };
  });
}
