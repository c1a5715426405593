import type { ServiceBroker } from 'moleculer';
import { agentsFailures } from '#services/agents/agents.failures.ts';
import { rightsOf } from '#services/agents/agent-controls.ts';
import { agentLines, agentTable, lineHoldsMs } from '#services/agents/agents.store.ts';
import type { AgentHub, Asked } from '#services/agents/open-hub.ts';
import type { CallerProofs } from '#services/identity/caller-proofs.ts';
import type { AgentAnswer, AgentLines, AgentSide } from '#services/kernel/agent-lines.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { answeredOverBus } from './asked-over-bus.ts';
import type { Engine } from './engine.ts';
import { houseCaller } from './handle-delivery.ts';
import { nodesOf } from './node-service.ts';

export interface LinesMeans {
  readonly engine: Pick<Engine, 'node' | 'store' | 'realNow'>;
  readonly broker: ServiceBroker;
  readonly proofs: Pick<CallerProofs, 'vouch'>;
  readonly hub: AgentHub;
  readonly sideOf: (municipality: string) => AgentSide | undefined;
}

/** The agents of a municipality, wherever their lines are: the node that has one is asked over the bus. */
export function agentLinesOf({ engine, broker, proofs, hub, sideOf }: LinesMeans, municipality: string): AgentLines {
  const reader = engine.store.reader(municipality);
  const there = () => ({ node: { in: [...nodesOf(broker)] }, seenAt: { gt: engine.realNow() - lineHoldsMs } });
  const placeOf = (device: string) => reader.first(agentLines, { device, ...there() });
  const askAt = async (node: string, device: string, asked: Asked): Promise<AgentAnswer> => {
    if (node === engine.node) return hub.ask(municipality, device, asked);
    const proof = await proofs.vouch(houseCaller(municipality, 'system:devices'));
    try {
      return answeredOverBus.parse(await broker.call('house-node.askAgent', { device, ...asked }, { nodeID: node, timeout: asked.withinMs + 2_000, meta: { proof } }));
    } catch (error) {
      if (isFailure(error)) throw error;
      // The node went away, or the bus: whether it had passed the question on nobody knows.
      throw agentsFailures['no-answer']({ cause: error });
    }
  };
  return {
    list: async () => {
      const [known, lines] = await Promise.all([reader.find(agentTable, { revokedAt: null }, { by: [['device', 'asc']] }), reader.find(agentLines, there())]);
      return known.map(({ device, title, captures }) => ({ device, title, rights: rightsOf({ captures }), state: lines.find((line) => line.device === device) }));
    },
    ask: async (device, operation, input, { key, withinMs, signal }) => {
      const agent = await reader.first(agentTable, { device, revokedAt: null });
      if (!agent) throw agentsFailures['not-connected']();
      const needed = sideOf(municipality)?.rightFor(operation);
      if (needed === undefined || !rightsOf(agent).includes(needed)) throw agentsFailures['not-allowed']();
      const asked = { operation, input, key, withinMs };
      const place = await placeOf(device);
      if (!place) throw agentsFailures['not-connected']();
      return untilAborted(signal, askAt(place.node, device, asked).catch(async (error: unknown) => {
        // It came by another line while we asked: the one that we knew said that nothing was asked there.
        const now = isFailure(error, 'agents.not-connected') ? await placeOf(device) : undefined;
        if (!now || now.line === place.line) throw error;
        return askAt(now.node, device, asked);
      }));
    },
  };
}

async function untilAborted<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(agentsFailures['no-answer']());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    answer.catch(() => undefined);
  }
}
