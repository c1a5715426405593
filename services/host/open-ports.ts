import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentLines, AgentSide } from '#services/kernel/agent-lines.ts';
import type { Deliver, Finding, Lever, OpenSandbox } from '#services/kernel/connector.ts';
import { failures } from '#services/kernel/failure.ts';
import type { Port, PortImplementation } from '#services/kernel/port.ts';
import type { FarPorts } from '#services/reach/far-ports.ts';
import type { ReadSecret } from '#services/kernel/secret.ts';
import type { WayIn } from '#services/kernel/wire.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { CheckedConnector, Municipality } from '#services/tenancy/check-municipality.ts';
import { formerNisOn, holderOfNis, nisOn } from '#services/tenancy/municipality.ts';
import { pullLever, sandboxFailures } from './pull-lever.ts';
import { listServedLevers, pullServedLever } from './served-levers.ts';

export interface OpenPorts {
  /** The side of a port that this municipality uses, opened when first asked for. */
  of(municipality: string, port: string): PortImplementation<Port>;
  /** Keeps a side, or a way in, open for one call, until what this gives is called. */
  borrow(side: object): () => void;
  /** It is reached in another way from now on. Calls under way finish as they began. */
  renew(municipality: string, port: string): void;
  /** What its outside system calls of its own accord; undefined where nothing is, and where that system is a sandbox inside this process. */
  inbound(municipality: string, port: string): WayIn | undefined;
  /** The live port behind which the device agents of a municipality are, and what it says of them. */
  agentSide(municipality: string): { readonly port: Port; readonly side: AgentSide } | undefined;
  /** What a look at its live side finds; nothing outside is changed. None where it is a sandbox inside this process. */
  check(municipality: string, port: string): Promise<readonly Finding[]>;
  /** The levers of its sandboxes, in this process and served; none where a connector is really live. */
  levers(municipality: string): Promise<readonly NamedLever[]>;
  /** Pulls one of them, wherever it is. @throws sandbox.no-such-lever, and what the lever throws */
  pull(municipality: string, port: string, name: string, input: unknown): Promise<unknown>;
  /** Tells the served sandboxes of a municipality what time it is there. */
  tellTime(municipality: string, now: number): Promise<void>;
  /**
   * Lets each sandbox send again what the house has not taken in yet, as an outside system does by itself: also what waits since before this
   * process began.
   */
  resend(): Promise<void>;
  /** Lets go of all connections; an other side that does not say goodbye is not waited for long. */
  close(): Promise<void>;
}

export interface NamedLever { readonly port: string; readonly name: string; readonly lever: Pick<Lever, 'summary' | 'input' | 'pull' | 'shows'> }

export interface OpenPortsOptions {
  readonly municipalities: ReadonlyMap<string, Municipality>;
  /** Folder in which each municipality's sandboxes have theirs. */
  readonly folder: string;
  readonly now: (municipality: string) => number;
  readonly realNow: () => number;
  readonly random: () => number;
  readonly secret: ReadSecret;
  /** Where the outside reaches a connector of a municipality. */
  readonly inboundUrl: (nis: string, port: string) => string;
  readonly deliver: (municipality: string, port: Port, ...message: Parameters<Deliver>) => Promise<void>;
  /** Left out: everything is reached from here. */
  readonly far?: Pick<FarPorts, 'reachesHere' | 'side' | 'wayTo' | 'check'>;
  /** Left out: nobody has a line. */
  readonly agents?: (municipality: string) => AgentLines;
}

export const portFailures = failures('port', {
  'not-configured': { status: 503, retry: 'never', title: 'This municipality has no connector for that system.' },
  'switched-off': { status: 503, retry: 'safe', title: 'An administrator has cut the connection with that system for now.' },
  'unavailable-now': { status: 503, retry: 'safe', title: 'That system does not answer at the moment; it is left in peace for a while.' },
});

/** Where the outside system behind a port reaches its connector. */
export const inboundUrl = (publicUrl: string, nis: string, port: string): string => `${publicUrl}/inbound/${nis}/${port}`;

export function openPorts({ municipalities, folder, now, realNow, random, secret, inboundUrl: urlOf, deliver, far, agents }: OpenPortsOptions): OpenPorts {
  const sandboxes = new Map<string, OpenSandbox<Port>>();
  // Where nothing ever happened, nothing waits, and no file needs to be made to find that out.
  const inUseBefore = new Set([...municipalities.keys()].filter((municipality) => existsSync(join(folder, municipality))));
  const lives = new Map<string, PortImplementation<Port>>();
  const ways = new Map<string, WayIn | undefined>();
  const borrowed = new WeakMap<object, Borrowed>();

  const connectorsOf = (municipality: string) => municipalities.get(municipality)?.connectors ?? new Map<string, never>();
  const holds = (municipality: string, nis: string) => holderOfNis(nis, [...municipalities].map(([id, { definition }]) => ({ definition, day: dayOf(now(id)) })))?.id === municipality;
  const chosen = (municipality: string, port: string) => {
    const found = municipalities.get(municipality);
    const choice = found?.connectors.get(port);
    if (!found || !choice) throw portFailures['not-configured']();
    const today = () => dayOf(now(municipality));
    const env = {
      config: choice.config, municipality: { id: municipality, get nis() { return nisOn(found.definition, today()); } },
      now: () => now(municipality), random, fetch: globalThis.fetch,
    };
    const formerly = () => formerNisOn(found.definition, today()).filter((nis) => holds(municipality, nis)).map((nis) => ({ nis, url: urlOf(nis, port) }));
    const live = { ...env, secret, realNow, url: () => urlOf(env.municipality.nis, port), ...(agents && { agents: agents(municipality) }) };
    return { ...choice, env, live, formerly };
  };
  const sandboxOf = (municipality: string, port: string): OpenSandbox<Port> => {
    const key = `${municipality}/${port}`;
    const open = sandboxes.get(key);
    if (open) return open;
    const { connector, env } = chosen(municipality, port);
    const opened: OpenSandbox<Port> = connector.sandbox({
      ...env, folder: join(folder, municipality),
      deliver: (...message) => deliver(municipality, connector.port, ...message),
    });
    sandboxes.set(key, opened);
    return opened;
  };

  const letGoOf = (side: object | undefined, close: () => void) => {
    const by = side && borrowed.get(side);
    if (by && by.calls > 0) by.letGo = close;
    else if (side) close();
  };

  // A sandbox in this process, a part of the installation and device agents, who come to us by themselves, are wherever the house is.
  const elsewhere = ({ connector, mode }: Pick<CheckedConnector, 'connector' | 'mode'>) => (mode === 'live' && connector.ours !== true && connector.live?.agents === undefined && far?.reachesHere(connector.port.id) === false ? far : undefined);

  return {
    of: (municipality, port) => {
      const { connector, mode, live } = chosen(municipality, port);
      if (mode === 'sandbox') return sandboxOf(municipality, port).implementation;
      const key = `${municipality}/${port}`;
      const open: PortImplementation<Port> | undefined = lives.get(key) ?? elsewhere({ connector, mode })?.side(municipality, connector.port)
        ?? connector.live?.open(live);
      if (!open) throw portFailures['not-configured']();
      lives.set(key, open);
      return open;
    },
    borrow: (side) => {
      const by: Borrowed = borrowed.get(side) ?? { calls: 0 };
      borrowed.set(side, by);
      by.calls += 1;
      return () => {
        by.calls -= 1;
        if (by.calls === 0) by.letGo?.();
      };
    },
    renew: (municipality, port) => {
      const key = `${municipality}/${port}`;
      const [side, box, way] = [lives.get(key), sandboxes.get(key), ways.get(key)];
      for (const opened of [lives, sandboxes, ways]) opened.delete(key);
      for (const open of [side, way]) letGoOf(open, () => { void dispose(open).catch(() => undefined); });
      letGoOf(box?.implementation, () => { box?.close(); });
    },
    inbound: (municipality, port) => {
      const key = `${municipality}/${port}`;
      if (!ways.has(key) && connectorsOf(municipality).get(port)?.mode === 'live') {
        const { connector, mode, live, formerly } = chosen(municipality, port);
        const otherNode = elsewhere({ connector, mode });
        ways.set(key, otherNode ? connector.live?.inbound && otherNode.wayTo(municipality, connector.port) : connector.live?.inbound?.({
          ...live, formerly, deliver: (...message) => deliver(municipality, connector.port, ...message),
        }));
      }
      return ways.get(key);
    },
    check: async (municipality, port) => {
      const { connector, mode, live } = chosen(municipality, port);
      const otherNode = elsewhere({ connector, mode });
      if (otherNode) return otherNode.check(municipality, port);
      return mode === 'live' ? await connector.live?.check(live) ?? [] : [];
    },
    agentSide: (municipality) => {
      for (const [port, { connector, mode }] of connectorsOf(municipality)) {
        if (mode === 'live' && connector.live?.agents) return { port: connector.port, side: connector.live.agents(chosen(municipality, port).live) };
      }
      return undefined;
    },
    levers: async (municipality) => {
      const found = await Promise.all([...connectorsOf(municipality)].map(async ([port, { mode, leversAt }]) => {
        if (mode === 'sandbox') return Object.entries(sandboxOf(municipality, port).levers).map(([name, lever]) => ({ port, name, lever }));
        return leversAt === undefined ? [] : (await listServedLevers(leversAt)).map((lever) => ({ port, ...lever }));
      }));
      return found.flat();
    },
    pull: async (municipality, port, name, input) => {
      const { mode, leversAt } = connectorsOf(municipality).get(port) ?? {};
      if (leversAt !== undefined) return pullServedLever(leversAt, name, input);
      const lever = mode === 'sandbox' ? sandboxOf(municipality, port).levers[name] : undefined;
      if (!lever) throw sandboxFailures['no-such-lever']();
      return pullLever(lever, input);
    },
    tellTime: async (municipality, time) => {
      const served = [...connectorsOf(municipality).values()].flatMap(({ leversAt }) => leversAt ?? []);
      await Promise.all(served.map((leversAt) => pullServedLever(leversAt, 'clock', { until: time })));
    },
    resend: async () => {
      for (const municipality of inUseBefore) {
        for (const [port, { connector, mode }] of connectorsOf(municipality)) {
          if (mode === 'sandbox' && Object.keys(connector.port.messages).length > 0) sandboxOf(municipality, port);
        }
        inUseBefore.delete(municipality);
      }
      for (const { levers } of sandboxes.values()) await levers['flush']?.pull({});
      const tellers = [...municipalities.values()].flatMap(({ connectors }) => [...connectors.values()]).flatMap(({ connector, leversAt }) => (connector.served?.tell ? leversAt ?? [] : []));
      // It does so by itself too; who waits for all to be quiet need not wait for its next turn. One that is away is no concern of ours.
      await Promise.allSettled(tellers.map((leversAt) => pullServedLever(leversAt, 'flush', {})));
    },
    close: async () => {
      for (const sandbox of sandboxes.values()) sandbox.close();
      const sides = [...lives.values(), ...ways.values()];
      lives.clear();
      ways.clear();
      await withinMs(farewellMs, Promise.allSettled(sides.map(dispose)));
    },
  };
}

/** Calls under way through a side; what is done once the last one is back, when it is out of use. */
interface Borrowed { calls: number; letGo?: () => void }

const farewellMs = 2_000;

/** Lets go of the connections that a live side, or a way in, keeps. */
async function dispose(side: Partial<AsyncDisposable> | object | undefined): Promise<void> {
  const { [Symbol.asyncDispose]: close }: Partial<AsyncDisposable> = side ?? {};
  await close?.call(side);
}

async function withinMs(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => { timer = setTimeout(resolve, ms); })]);
  clearTimeout(timer);
}
