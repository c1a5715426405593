import { loadDemoPopulation } from '#tools/demo-population/load-demo-population.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { House } from '#services/host/open-house.ts';
import { isTestSetup } from '#services/tenancy/check-municipality.ts';
import { nisOn } from '#services/tenancy/municipality.ts';
import { z } from 'zod';

const checked = z.object({ opened: z.array(z.unknown()) });

/** Where the fictitious people are known. */
const needed = ['eid-tool', 'crm', 'disability-register', 'biza', 'devices'];

/** Fills the sandboxes with fictitious people where nothing is really live, and runs the expiry check. Safe to repeat. */
export async function prepareDemo(house: House): Promise<string[]> {
  const lines: string[] = [];
  for (const [id, municipality] of house.engine.municipalities) {
    // An administrator may have switched off what the demonstration needs; the middleware starts all the same.
    if (!isTestSetup(municipality) || !municipality.settings.has('invitation') || !needed.every((port) => municipality.connectors.has(port))) continue;
    const { definition } = municipality;
    const day = dayOf(house.engine.clock.now(id));
    const nis = nisOn(definition, day);
    await loadDemoPopulation((port, lever, input) => house.sandbox.pull(nis, port, lever, input), { nis, day });
    const { opened } = checked.parse(await house.call('invitation.checkExpiry', {}, starter(id)));
    lines.push(`Demo      ${definition.name}: fictitious citizens at hand, ${opened.length} new dossiers opened by the expiry check`);
  }
  return lines;
}

function starter(municipality: string): Caller {
  return { kind: 'system', actor: 'system:start', municipality, scopes: ['invitation:check'] };
}
