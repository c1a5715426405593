import type { Ctx, CommandCtx, Settled, Work } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeFailures } from './device-bridge.failures.ts';
import { requests, visits, type PinResult, type Visit } from './device-bridge.store.ts';
import { keepRequest } from './keep-request.ts';
import { meantCard, type Meant } from './meant-card.ts';
import { outdated } from './outdated.ts';
import { options, untilOf } from './request-from-device.ts';
import { demandStillAuthorised, usableVisit } from './use-visit.ts';

type Bridge = typeof deviceBridge;
interface Answer { readonly result: PinResult; readonly left: number | null }

/** Asking uses up no try. */
export const pinTries = handle(deviceBridge, 'pinTries', async (ctx: Ctx<Bridge>, { visit: id, card }) => {
  const visit = await usableVisit(ctx, id);
  return ctx.ports.devices.pinTries({ device: visit.device, visit: id, card: await cardOfPin(ctx, visit, card) });
});

/** The citizen types where nobody of this house can see it. Who asks waits as long as for a script, and finds the answer in `showVisit` after that. */
export const verifyPin = handle(deviceBridge, 'verifyPin', async (ctx, { visit: id, card: meant, language }) => {
  const visit = await usableVisit(ctx, id);
  await demandStillAuthorised(ctx, visit);
  const card = await cardOfPin(ctx, visit, meant);
  return answerOf(ctx, await asked(ctx, visit, (work, until) => work.dispatch('devices.verifyPin', { device: visit.device, visit: id, card, language, until }, options(work, visit))));
});

export const changePin = handle(deviceBridge, 'changePin', async (ctx, { visit: id, card: meant, language }) => {
  const visit = await usableVisit(ctx, id);
  await demandStillAuthorised(ctx, visit);
  const card = await cardOfPin(ctx, visit, meant);
  return answerOf(ctx, await asked(ctx, visit, (work, until) => work.dispatch('devices.changePin', { device: visit.device, visit: id, card, language, until }, options(work, visit))));
});

/** How it ended, also when nobody waited any more. */
export const askedPin = {
  done: async (work: Work<Bridge>, { effect, input: { visit }, output: { result, left } }: { readonly effect: string; readonly input: { readonly visit: string }; readonly output: Answer }) => {
    await work.update(requests, { visit, kind: 'pin', request: effect }, { state: 'answered', failure: null, result, triesLeft: left });
    const session = await work.first(visits, { id: visit });
    if (session) await work.emit('pinAnswered', { visit, dossier: session.dossier, result, left });
  },
  failed: async (work: Work<Bridge>, { effect, input: { visit }, failure: { type: failure } }: { readonly effect: string; readonly input: { readonly visit: string }; readonly failure: { readonly type: string } }) => {
    await work.update(requests, { visit, kind: 'pin', request: effect, state: 'requested' }, { state: 'failed', failure });
  },
};

/** Where nobody says which: the one that was read last in this session, else the one that is renewed, by which somebody shows who he or she is. */
const cardOfPin = (ctx: Pick<Ctx<Bridge>, 'store'>, visit: Visit, meant: Meant | undefined) => meantCard(ctx, visit, meant ?? visit.cardRead ?? 'renewed');

/** One PIN at a time is asked in a session: a second asking would wait in front of the first. */
function asked<Output>(ctx: CommandCtx<Bridge>, visit: Visit, dispatch: (work: Work<Bridge>, until: number) => Promise<{ effect: string; output?: Output }>) {
  return ctx.work(async (work) => {
    const until = untilOf(ctx, visit, 'now', work.at);
    const dispatched = await dispatch(work, until);
    await keepRequest(work, { visit: visit.id, kind: 'pin', request: dispatched.effect, asked: [], start: 'now', until, deviceTries: null });
    return dispatched;
  });
}

async function answerOf(ctx: CommandCtx<Bridge>, dispatched: { effect: string; output?: Answer }) {
  const settled: Settled<Answer> = await ctx.settled(dispatched, { withinMs: ctx.config.waitSeconds * 1_000 });
  if (settled.status === 'failed') throw outdated(settled.failure) ?? deviceBridgeFailures['pin-not-asked']({ cause: settled.failure.type });
  if (settled.status === 'pending') return { status: 'pending' as const, result: null, left: null };
  return { status: 'done' as const, ...settled.output };
}
