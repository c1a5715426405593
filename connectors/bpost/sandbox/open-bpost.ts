import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { bpost, bpostFailures } from '../bpost.port.ts';
import type { BpostConfig } from '../bpost.config.ts';
import { bpostLevers } from './bpost-levers.ts';
import { bpostWorld } from './bpost-world.ts';
import { certificationLevers } from './certification-levers.ts';
import { deliveriesOf } from './keep-deliveries.ts';
import { parcelLevers } from './parcel-levers.ts';

/** A bpost that offers only what it can do, and tells what happens at the door when it is told to. */
export function openBpost(env: SandboxEnv<BpostConfig>): OpenSandbox<typeof bpost> {
  return openSandbox(bpost, env, bpostFailures, (means) => {
    const world = bpostWorld(means, env);
    return { operations: deliveriesOf(world), levers: { ...bpostLevers(world, means), ...parcelLevers(world, means), ...certificationLevers(world, means) } };
  });
}
