import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import type { EidToolConfig } from '../eid-tool.config.ts';
import { eidTool, eidToolFailures } from '../eid-tool.port.ts';
import { eidToolLevers } from './eid-tool-levers.ts';
import { eidToolWorld } from './eid-tool-world.ts';
import { renewalsOf } from './keep-renewals.ts';
import { cardsOf } from './know-cards.ts';

/** An eID management tool that refuses what the real one refuses. */
export function openEidTool(env: SandboxEnv<EidToolConfig>): OpenSandbox<typeof eidTool> {
  return openSandbox(eidTool, env, eidToolFailures, (means) => {
    const world = eidToolWorld(means);
    return { operations: { ...cardsOf(world, env.config), ...renewalsOf(world) }, levers: eidToolLevers(world, means) };
  });
}
