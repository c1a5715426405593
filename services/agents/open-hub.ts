import type { AgentAnswer, AgentState } from '#services/kernel/agent-lines.ts';
import type { Log } from '#services/kernel/context.ts';
import type { Store } from '#services/kernel/tables.ts';
import { openLine, type AgentLine, type Delivered, type KnownAgent, type Wire } from './agent-line.ts';
import { agentsFailures } from './agents.failures.ts';
import { agentLines, agentTable, type AgentRow } from './agents.store.ts';
import type { HouseFrameKeys } from './house-frame-keys.ts';

export interface HubMeans {
  readonly node: string;
  readonly store: Pick<Store, 'reader' | 'transaction'>;
  readonly municipalities: ReadonlyMap<string, unknown>;
  readonly keys: HouseFrameKeys;
  readonly realNow: () => number;
  readonly newId: () => string;
  readonly log: Log;
  readonly deliver: (agent: AgentRow & { readonly municipality: string }, delivered: Delivered) => Promise<undefined | { readonly why: string; readonly again: boolean }>;
  /** On the other nodes: who came here is nowhere else. */
  readonly cutElsewhere: (municipality: string, device: string, why: string, but: string) => Promise<void>;
}

export interface Asked { readonly operation: string; readonly input: unknown; readonly key: string | null; readonly withinMs: number }

/** The lines of agents to this node. */
export interface AgentHub {
  open(wire: Wire, wantedKey: string | undefined): AgentLine;
  /** Is it still the line of its device? It is cut where it is not: for whoever did not hear that it was. */
  look(line: AgentLine): Promise<void>;
  /** Cuts the lines that were taken away by somebody who could not tell this node: a command beside it, or a node that the bus did not reach. Only reads. */
  lookForTaken(): Promise<void>;
  /** @throws agents.not-connected, agents.no-answer */
  ask(municipality: string, device: string, asked: Asked): Promise<AgentAnswer>;
  cut(municipality: string, device: string, why: string, but?: string): void;
  /** Lines of this node from before it began are gone. Never throws. */
  forgetEarlier(): Promise<void>;
  /** Everybody comes back, to another node perhaps. Resolves when the lines are forgotten. */
  close(): Promise<void>;
}

/** The name by which an agent's frames are known, and whose it is. */
export const kidOf = (municipality: string, agent: string): string => `${municipality}.${agent}`;

export function openHub(means: HubMeans): AgentHub {
  const { node, store, log, realNow } = means;
  const lines = new Map<string, AgentLine>();
  const leaving = new Set<Promise<unknown>>();
  const openedAt = realNow();
  let closing = false;
  const keyOf = ({ municipality, device }: { readonly municipality: string; readonly device: string }) => `${municipality}/${device}`;
  const agentOf = (municipality: string, agent: string) => store.reader(municipality).first(agentTable, { agent, revokedAt: null });

  const cut: AgentHub['cut'] = (municipality, device, why, but) => {
    const line = lines.get(keyOf({ municipality, device }));
    if (line && line.id !== but) line.cut(why);
  };

  const lineMeans = {
    keys: means.keys, now: realNow, newId: means.newId,
    find: async (kid: string): Promise<KnownAgent | undefined> => {
      const [, municipality = '', agent = ''] = /^(.+)\.([0-9a-f-]{36})$/.exec(kid) ?? [];
      if (!means.municipalities.has(municipality)) return undefined;
      const found = await agentOf(municipality, agent);
      return found && { municipality, agent, device: found.device, publicKey: found.publicKey };
    },
    begin: async (known: KnownAgent, line: AgentLine, state: AgentState) => {
      const { municipality, device, agent } = known;
      // It can be cut from here on: who is sent away at this moment is found, here or in the transaction.
      lines.get(keyOf(known))?.cut('agents.replaced');
      lines.set(keyOf(known), line);
      const row = { line: line.id, node, since: realNow(), seenAt: realNow(), ...state };
      const begun = await store.transaction(municipality, async (tables) => {
        if (!await tables.first(agentTable, { device, agent, revokedAt: null })) return false;
        if (await tables.update(agentLines, { device }, row) === 0) await tables.insert(agentLines, { device, ...row });
        return true;
      });
      if (begun) await means.cutElsewhere(municipality, device, 'agents.replaced', line.id);
      return begun;
    },
    keepState: async ({ municipality, device }: KnownAgent, line: AgentLine, state: AgentState) => {
      try {
        await store.transaction(municipality, (tables) => tables.update(agentLines, { device, line: line.id }, { ...state }));
      } catch {
        // Shown to people, and told again with the next change.
        log.warn({ municipality, device }, 'the state of a device could not be kept');
      }
    },
    deliver: async (known: KnownAgent, delivered: Delivered) => {
      try {
        const agent = await agentOf(known.municipality, known.agent);
        if (!agent) return { why: 'agents.revoked', again: false };
        return await means.deliver({ ...agent, municipality: known.municipality }, delivered);
      } catch {
        log.warn({ municipality: known.municipality, device: known.device, message: delivered.message }, 'what a device delivers could not be taken in; it will come again');
        return { why: 'agents.failed', again: true };
      }
    },
    end: (line: AgentLine, known: KnownAgent | undefined) => {
      if (!known) return;
      if (lines.get(keyOf(known)) === line) lines.delete(keyOf(known));
      const left = store.transaction(known.municipality, (tables) => tables.remove(agentLines, { device: known.device, line: line.id })).catch(() => undefined).finally(() => leaving.delete(left));
      leaving.add(left);
    },
  };

  const look: AgentHub['look'] = async (line) => {
    const known = line.known();
    if (!known) return;
    const { municipality, device, agent } = known;
    const [there, row] = await Promise.all([agentOf(municipality, agent), store.reader(municipality).first(agentLines, { device })]);
    if (!there) line.cut('agents.revoked');
    else if (row?.line !== line.id) line.cut(row ? 'agents.replaced' : 'agents.forgotten');
    else await store.transaction(municipality, (tables) => tables.update(agentLines, { device, line: line.id }, { seenAt: realNow() }));
  };

  return {
    open: (wire, wantedKey) => {
      const line = openLine(wire, lineMeans, wantedKey);
      if (closing) line.cut('agents.node-stops');
      return line;
    },
    look,
    lookForTaken: async () => {
      const here = [...lines.values()].flatMap((line) => { const known = line.known(); return known ? [{ line, municipality: known.municipality }] : []; });
      for (const municipality of new Set(here.map((one) => one.municipality))) {
        const rows = new Set((await store.reader(municipality).find(agentLines, { node })).map(({ line }) => line));
        for (const one of here) if (one.municipality === municipality && !rows.has(one.line.id)) await look(one.line);
      }
    },
    ask: async (municipality, device, asked) => {
      const line = lines.get(keyOf({ municipality, device }));
      if (!line) throw agentsFailures['not-connected']();
      return line.ask(asked);
    },
    cut,
    forgetEarlier: async () => {
      try {
        for (const municipality of means.municipalities.keys()) await store.transaction(municipality, (tables) => tables.remove(agentLines, { node, since: { lt: openedAt } }));
      } catch {
        // Each of them counts for gone by itself, when it was not seen for a minute.
        log.warn({}, 'the lines that this node had before it began could not be forgotten');
      }
    },
    close: async () => {
      closing = true;
      for (const line of lines.values()) line.cut('agents.node-stops');
      await Promise.all(leaving);
    },
  };
}
