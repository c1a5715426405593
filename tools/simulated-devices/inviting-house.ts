import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { agents } from '#services/agents/agents.contract.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { House } from '#services/host/open-house.ts';
import { nisOn } from '#services/tenancy/municipality.ts';

/** What an administrator does in the house, so that a device can enrol. */
export interface InvitingHouse {
  /** Where its gateway is, on this machine. */
  readonly url: string;
  invite(municipality: string, device: string, wish: { readonly title: string; readonly rights: readonly string[] }): Promise<{ readonly code: string; readonly nis: string }>;
  /** Devices that it knows, sent away or not. */
  known(municipality: string): Promise<readonly string[]>;
}

const known = z.object({ agents: agents.actions.list.output.shape.agents });

/** A house of this process, in which simulated devices are let in. */
export function invitingHouse(house: Pick<House, 'call' | 'engine'>, url: string): InvitingHouse {
  return {
    url,
    invite: async (municipality, device, { title, rights }) => {
      const { code } = agents.actions.invite.output.parse(await house.call('agents.invite', { device, title, rights }, starter(municipality)));
      const definition = house.engine.municipalities.get(municipality)?.definition;
      if (!definition) throw new Error(`there is no municipality '${municipality}'`);
      return { code, nis: nisOn(definition, dayOf(house.engine.clock.now(municipality))) };
    },
    known: async (municipality) => known.parse(await house.call('agents.list', {}, starter(municipality))).agents.map(({ device }) => device),
  };
}

function starter(municipality: string): Caller {
  return { kind: 'system', actor: 'system:start', municipality, scopes: ['agents:invite', 'agents:read'] };
}
