import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { CommandCtx, Dispatched, Settled, Work } from '#services/kernel/context.ts';
import { failures } from '#services/kernel/failure.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Port } from '#services/kernel/port.ts';
import type { Item } from '#services/outbox/outbox.store.ts';
import { nisOn } from '#services/tenancy/municipality.ts';
import { municipalityOf, settingsOf, type Engine } from './engine.ts';
import { refuseInsideUnit } from './inside-unit.ts';
import { readPort } from './read-port.ts';
import { runWork, type Together } from './run-work.ts';
import { waitForItem } from './wait-for-item.ts';

export const callFailures = failures('call', {
  undeclared: { status: 500, retry: 'never', title: 'A plugin calls an action that its contract does not name.' },
});

export interface CtxMaking {
  readonly plugin: AnyPlugin;
  readonly municipality: string;
  readonly caller: Caller;
  readonly traceId: string;
  /** The item of the outbox that is handled. */
  readonly from?: Pick<Item, 'id' | 'replays'>;
  /** Name of the action, job or event that is served: the reason in the audit of look-ups. */
  readonly why: string;
  /** What the machinery adds to the unit of work that answers (commands) or settles (listeners). */
  readonly together?: Together<unknown>;
  /** Listeners have one unit of work, and what they do must be marked in it. */
  readonly everyWorkSettles?: boolean;
}

/** The context of one call, whatever it is for. Queries get it typed without the means to change anything. */
export function makeCtx(engine: Engine, making: CtxMaking): CommandCtx {
  const { plugin, municipality, caller, traceId } = making;
  const { definition } = municipalityOf(engine, municipality);
  const now = () => engine.clock.now(municipality);
  const today = () => dayOf(now());
  const who = { municipality, plugin, actor: caller.actor, traceId, ...(making.from && { from: making.from }) };
  const answer = <T>(body: (work: Work) => Promise<T>) => runWork(engine, who, body, making.together);

  return {
    municipality: { id: municipality, nis: nisOn(definition, today()), name: definition.name, languages: definition.languages },
    caller, traceId,
    config: settingsOf(engine, municipality, plugin),
    ports: portsOf(engine, making),
    call: async (name: string, input: unknown) => {
      refuseInsideUnit(`'${name}' is called`);
      if (!plugin.contract.calls.includes(name)) throw callFailures.undeclared({ cause: name });
      return engine.call(name, input, { caller: { ...caller, municipality, via: plugin.contract.id }, traceId }) as never;
    },
    store: engine.store.reader(municipality),
    note: (...entries) => runWork(engine, who, async (work) => { for (const entry of entries) await work.audit(entry); }),
    blindIndexes: (purpose, value) => engine.keyring.blindIndexes(municipality, purpose, value),
    now, today,
    random: engine.random,
    log: engine.log,
    work: (body) => (making.everyWorkSettles ? answer(body) : runWork(engine, who, body)),
    answer,
    settled: async <Output>(dispatched: Dispatched<Output>, { withinMs }: { withinMs: number }): Promise<Settled<Output>> => {
      refuseInsideUnit('an effect is waited for');
      return await waitForItem(engine, municipality, dispatched.effect, withinMs) as Settled<Output>;
    },
  };

}

/** The `read` operations of the ports that the contract uses, by the names it gives them. */
function portsOf(engine: Engine, { plugin, municipality, caller, traceId, why }: CtxMaking): CommandCtx['ports'] {
  return Object.fromEntries(Object.entries<Port>(plugin.contract.uses).map(([name, port]) => [
    name,
    Object.fromEntries(Object.entries(port.operations)
      .filter(([, { idempotency }]) => idempotency === 'read')
      .map(([operation]) => [operation, (input: unknown) => readPort(engine, { municipality, plugin, port, operation, input, actor: caller.actor, traceId, why })])),
  ]));
}
