import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lever, OpenSandbox } from '#services/kernel/connector.ts';
import { failures } from '#services/kernel/failure.ts';
import type { Port, PortImplementation, SealedEnvelope } from '#services/kernel/port.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Municipality } from '#services/tenancy/check-municipality.ts';
import { nisOn } from '#services/tenancy/municipality.ts';

export interface OpenPorts {
  /** The side of a port that this municipality uses, opened when first asked for. */
  of(municipality: string, port: string): PortImplementation<Port>;
  /** The levers of its sandboxes; none where a connector is live. */
  levers(municipality: string): readonly { readonly port: string; readonly name: string; readonly lever: Lever }[];
  /**
   * Lets each sandbox send again what the house has not taken in yet, as an outside system does by itself: also what waits since before this
   * process began.
   */
  resend(): Promise<void>;
  close(): void;
}

export interface OpenPortsOptions {
  readonly municipalities: ReadonlyMap<string, Municipality>;
  /** Folder in which each municipality's sandboxes have theirs. */
  readonly folder: string;
  readonly now: (municipality: string) => number;
  readonly random: () => number;
  readonly deliver: (municipality: string, port: Port, message: string, id: string, payload: Readonly<Record<string, unknown>>, envelope?: SealedEnvelope) => Promise<void>;
}

export const portFailures = failures('port', {
  'not-configured': { status: 503, retry: 'never', title: 'This municipality has no connector for that system.' },
  'switched-off': { status: 503, retry: 'safe', title: 'An administrator has cut the connection with that system for now.' },
  'unavailable-now': { status: 503, retry: 'safe', title: 'That system does not answer at the moment; it is left in peace for a while.' },
});

export function openPorts({ municipalities, folder, now, random, deliver }: OpenPortsOptions): OpenPorts {
  const sandboxes = new Map<string, OpenSandbox<Port>>();
  // Where nothing ever happened, nothing waits, and no file needs to be made to find that out.
  const inUseBefore = new Set([...municipalities.keys()].filter((municipality) => existsSync(join(folder, municipality))));
  const lives = new Map<string, PortImplementation<Port>>();

  const chosen = (municipality: string, port: string) => {
    const found = municipalities.get(municipality);
    const choice = found?.connectors.get(port);
    if (!found || !choice) throw portFailures['not-configured']();
    const env = {
      config: choice.config, municipality: { id: municipality, nis: nisOn(found.definition, dayOf(now(municipality))) },
      now: () => now(municipality), random, fetch: globalThis.fetch,
    };
    return { ...choice, env };
  };
  const sandboxOf = (municipality: string, port: string): OpenSandbox<Port> => {
    const key = `${municipality}/${port}`;
    const open = sandboxes.get(key);
    if (open) return open;
    const { connector, env } = chosen(municipality, port);
    const opened: OpenSandbox<Port> = connector.sandbox({
      ...env, folder: join(folder, municipality),
      deliver: (message, id, payload, envelope) => deliver(municipality, connector.port, message, id, payload, envelope),
    });
    sandboxes.set(key, opened);
    return opened;
  };

  return {
    of: (municipality, port) => {
      const { connector, mode, env } = chosen(municipality, port);
      if (mode === 'sandbox') return sandboxOf(municipality, port).implementation;
      const key = `${municipality}/${port}`;
      const open: PortImplementation<Port> | undefined = lives.get(key) ?? connector.live?.(env);
      if (!open) throw portFailures['not-configured']();
      lives.set(key, open);
      return open;
    },
    levers: (municipality) => [...municipalities.get(municipality)?.connectors ?? []]
      .filter(([, { mode }]) => mode === 'sandbox')
      .flatMap(([port]) => Object.entries(sandboxOf(municipality, port).levers).map(([name, lever]) => ({ port, name, lever }))),
    resend: async () => {
      for (const municipality of inUseBefore) {
        for (const [port, { connector, mode }] of municipalities.get(municipality)?.connectors ?? []) {
          if (mode === 'sandbox' && Object.keys(connector.port.messages).length > 0) sandboxOf(municipality, port);
        }
        inUseBefore.delete(municipality);
      }
      for (const { levers } of sandboxes.values()) await levers['flush']?.pull({});
    },
    close: () => { for (const sandbox of sandboxes.values()) sandbox.close(); },
  };
}
