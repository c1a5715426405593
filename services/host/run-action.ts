import { covers, type Caller } from '#services/kernel/caller.ts';
import type { ActionContract } from '#services/kernel/contract.ts';
import { dossierOf } from '#services/kernel/dossier-of.ts';
import { isFailure, issuesOf } from '#services/kernel/failure.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { finalStates } from '#services/journey/journey.states.ts';
import { journeyFailures } from '#services/journey/move-dossier.ts';
import { subjectIn } from '#services/journey/subject-of.ts';
import { oncePerKey, type KeyedRequest } from '#services/idempotency/once-per-key.ts';
import { indexesOf, takeTurns } from '#services/vault/claim-index.ts';
import { borderFailures } from './border-failures.ts';
import { canonicalJson } from './canonical-json.ts';
import { isEnabled, restsSince, type CallMeta, type Engine } from './engine.ts';
import { makeCtx, type CtxMaking } from './make-ctx.ts';
import { begunBefore } from './open-journeys.ts';
import { runWork } from './run-work.ts';

/** One call of an action: who may, with what, and then the handler with a context made for this call. */
export async function runAction(engine: Engine, plugin: AnyPlugin, action: string, given: unknown, meta: CallMeta): Promise<unknown> {
  const { caller, traceId } = meta;
  const name = `${plugin.contract.id}.${action}`;
  const spec: ActionContract | undefined = plugin.contract.actions[action];
  const handler = plugin.actions[action];
  if (!spec || !handler) throw new Error(`there is no action '${name}'`);
  await refusalNoted(engine, { plugin, name, given, meta }, async () => demandAllowed(engine, plugin, name, spec, caller));
  const parsed = spec.input.safeParse(given);
  if (!parsed.success) throw borderFailures['bad-input']({ issues: issuesOf(parsed.error, 'body') });
  await refusalNoted(engine, { plugin, name, given, meta }, async () => {
    await demandDossier(engine, caller, parsed.data);
    await demandOpenJourney(engine, plugin, caller, parsed.data);
  });

  const run = async (together: CtxMaking['together']) => {
    const ctx = makeCtx(engine, { plugin, municipality: caller.municipality, caller, traceId, why: action, ...(together && { together }) });
    return spec.output.parse(await handler(ctx, parsed.data));
  };
  if (meta.idempotencyKey === undefined || spec.kind === 'query' || spec.shownOnce) return run(undefined);

  const blind = (value: unknown) => ({ municipality: caller.municipality, purpose: 'idempotency', value: canonicalJson(value) });
  const [key, request] = [blind([caller.actor, caller.dossier ?? null, meta.idempotencyKey]), blind([name, parsed.data])];
  const asked: KeyedRequest = {
    municipality: caller.municipality, action: name, takeOverAfterMs: engine.takeOverAfterMs,
    claim: async (tables) => ({ id: await takeTurns(engine.keyring, tables, key), request: indexesOf(engine.keyring, request) }),
  };
  const { answer, replayed } = await oncePerKey(engine.store, engine.realNow, asked, (keep) => run({ after: (tables, result) => keep(tables, spec.output.parse(result)) }));
  if (replayed) meta.replayed = true;
  return answer;
}

interface Asked { readonly plugin: AnyPlugin; readonly name: string; readonly given: unknown; readonly meta: CallMeta }

/** Who asks for a person and may not leaves an entry in the audit too (R5). */
async function refusalNoted(engine: Engine, { plugin, name, given, meta: { caller: { actor, municipality }, traceId } }: Asked, demand: () => Promise<void>): Promise<void> {
  try {
    await demand();
  } catch (error) {
    if (isFailure(error) && error.code === 403) {
      await runWork(engine, { municipality, plugin, actor, traceId }, async (work) => {
        const subject = await subjectIn(work, work.blindIndexes, given);
        if (subject !== undefined) await work.audit({ what: name, subject, why: error.type, result: 'refused' });
      });
    }
    throw error;
  }
}

function demandAllowed(engine: Engine, plugin: AnyPlugin, name: string, { scope }: ActionContract, caller: Caller): void {
  if (caller.via !== undefined) {
    // Called by another plugin: its contract names the action, or it is refused whatever the credential says.
    const by = engine.plugins.get(caller.via);
    if (!by?.contract.calls.includes(name)) throw borderFailures['scope-missing']();
  } else if (!covers(caller.scopes, scope)) {
    throw borderFailures['scope-missing']({ issues: [{ in: 'header', name: 'Authorization', detail: `scope '${scope}' is needed` }] });
  }
  // A plugin that is off refuses the outside; other plugins may still call it, so that open journeys finish.
  if (caller.via === undefined && !isEnabled(engine, caller.municipality, plugin.contract.id) && restsSince(engine, caller.municipality, plugin.contract.id) === undefined) {
    throw borderFailures['plugin-disabled']();
  }
}

/** A plugin that was switched off takes no new work: what it is asked must be for a dossier that was open then, and still is. */
async function demandOpenJourney(engine: Engine, plugin: AnyPlugin, caller: Caller, input: unknown): Promise<void> {
  const since = caller.via === undefined ? restsSince(engine, caller.municipality, plugin.contract.id) : undefined;
  if (since === undefined) return;
  const open = await begunBefore(engine, caller.municipality, since, dossierOf(input));
  if (!open || finalStates.includes(open.state)) throw borderFailures['plugin-disabled']();
}

/** A citizen's credential opens one dossier: any other in the input is refused. Nobody from outside names a dossier of another municipality. */
async function demandDossier(engine: Engine, caller: Caller, input: unknown): Promise<void> {
  const dossier = dossierOf(input);
  if (dossier === undefined) return;
  if (caller.kind === 'citizen' && dossier !== caller.dossier) throw borderFailures['not-yours']({ issues: [{ in: 'path', name: 'dossier', detail: 'not the dossier of this credential' }] });
  if (caller.via === undefined && !await engine.store.reader(caller.municipality).first(dossiers, { id: dossier })) {
    throw journeyFailures['unknown-dossier']({ issues: [{ in: 'path', name: 'dossier', detail: 'there is no such dossier here' }] });
  }
}
