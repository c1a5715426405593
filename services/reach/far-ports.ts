import { z } from 'zod';
import type { Finding } from '#services/kernel/connector.ts';
import type { Port, PortImplementation } from '#services/kernel/port.ts';
import type { Municipality } from '#services/tenancy/check-municipality.ts';
import type { WayIn } from '#services/kernel/wire.ts';
import { farSide } from './far-side.ts';
import { openFarWays, type FarWays, type FarWaysOptions } from './far-way.ts';
import { openSending, type SendingOptions } from './send-errand.ts';

export interface FarPortsOptions extends Omit<SendingOptions, 'settingsOf'>, Omit<FarWaysOptions, 'send'> {
  /** The ports that are reached from here. */
  readonly reached: ReadonlySet<string>;
  /** As they are now: an administrator may change them at any moment. */
  readonly municipalities: ReadonlyMap<string, Pick<Municipality, 'definition'>>;
}

/** Outside systems that this node does not reach: another one does it for it. */
export interface FarPorts extends FarWays {
  reachesHere(port: string): boolean;
  side(municipality: string, port: Port): PortImplementation<Port>;
  wayTo(municipality: string, port: Port): WayIn;
  check(municipality: string, port: string): Promise<readonly Finding[]>;
}

const findings = z.array(z.object({ what: z.enum(['reachability', 'credentials', 'certificate', 'rights', 'mapping']), ok: z.boolean(), says: z.string(), until: z.number().exactOptional() }));

export function openFarPorts(options: FarPortsOptions): FarPorts {
  const settingsOf = (municipality: string, port: string) => options.municipalities.get(municipality)?.definition.connectors.find((chosen) => chosen.port.id === port)?.config;
  const send = openSending({ ...options, settingsOf });
  return {
    ...openFarWays({ ...options, send }),
    reachesHere: (port) => options.reached.has(port),
    side: (municipality, port) => farSide(municipality, port, send),
    check: async (municipality, port) => findings.parse(await send(municipality, port, { kind: 'check' })),
  };
}
