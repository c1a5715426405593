import type { ServiceBroker } from 'moleculer';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { agentsFailures } from '#services/agents/agents.failures.ts';
import { agents } from '#services/agents/agents.contract.ts';
import type { AgentControls } from '#services/agents/agent-controls.ts';
import { enrolled, enrolling, type Enrolled } from '#services/agents/enrolment.ts';
import { houseFrameKeys } from '#services/agents/house-frame-keys.ts';
import { newCode } from '#services/agents/new-code.ts';
import { kidOf, openHub, type AgentHub } from '#services/agents/open-hub.ts';
import type { CallerProofs } from '#services/identity/caller-proofs.ts';
import type { AgentLines } from '#services/kernel/agent-lines.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { holderOfNis } from '#services/tenancy/municipality.ts';
import { agentLinesOf } from './agent-lines.ts';
import type { Engine } from './engine.ts';
import { cutAgent } from './node-service.ts';
import { takeInMessage } from './take-in-message.ts';

/** All that this node has to do with device agents. */
export interface AgentFront {
  readonly hub: AgentHub;
  readonly controls: AgentControls;
  linesOf(municipality: string): AgentLines;
  /** Lets a device in that shows its code. @throws agents.not-here, agents.wrong-code */
  enrol(nis: string, body: unknown, traceId: string): Promise<Enrolled>;
}

export interface FrontMeans { readonly engine: Engine; readonly broker: ServiceBroker; readonly proofs: Pick<CallerProofs, 'vouch'> }

export function openAgentFront({ engine, broker, proofs }: FrontMeans): AgentFront {
  const keys = houseFrameKeys(engine.keyring);
  const sideOf = (municipality: string) => engine.ports.agentSide(municipality)?.side;
  const hub: AgentHub = openHub({
    node: engine.node, store: engine.store, municipalities: engine.municipalities, keys, realNow: engine.realNow, newId: engine.newId, log: engine.log,
    cutElsewhere: (municipality, device, why, but) => cutAgent(broker, { municipality, device, why, but }),
    deliver: async ({ municipality, device, agent, captures }, { id, message, payload, envelope }) => {
      const found = engine.ports.agentSide(municipality);
      // The sandbox of the port is in force, or nothing: what was captured waits until somebody takes it.
      if (!found) return { why: 'agents.nobody-takes-this', again: true };
      const needed = found.side.rightFor(message);
      if (needed === undefined || (needed === 'capture' && !captures)) return { why: 'agents.not-allowed', again: false };
      if (payload['device'] !== device) return { why: 'agents.other-device', again: false };
      try {
        // The agent chose the id: it is its own among those of all agents.
        await takeInMessage(engine, { municipality, port: found.port, message, id: `${agent}:${id}`, payload, envelope });
        return undefined;
      } catch (error) {
        if (!isFailure(error)) throw error;
        return { why: error.type, again: error.data.retry !== 'never' };
      }
    },
  });
  return {
    hub,
    controls: { realNow: engine.realNow, newCode, cut: (municipality, device, why) => cutAgent(broker, { municipality, device, why }) },
    linesOf: (municipality) => agentLinesOf({ engine, broker, proofs, hub, sideOf }, municipality),
    enrol: async (nis, body, traceId) => {
      const holder = holderOfNis(nis, [...engine.municipalities].map(([id, { definition }]) => ({ definition, day: dayOf(engine.clock.now(id)) })));
      const read = enrolling.safeParse(body);
      if (!holder) throw agentsFailures['not-here']();
      // Who sends something else has no code: it is not for a stranger to learn what is looked at.
      if (!read.success) throw agentsFailures['wrong-code']();
      const caller = { kind: 'system', actor: 'system:device-agent', municipality: holder.id, scopes: [agents.actions.enrol.scope] } as const;
      const { agent, ...known } = agents.actions.enrol.output.parse(await engine.call('agents.enrol', { ...read.data, nis }, { caller, traceId }));
      return enrolled.parse({ ...known, kid: kidOf(holder.id, agent), nis, keys: keys.told(), biza: await sideOf(holder.id)?.sealsFor() ?? null });
    },
  };
}
