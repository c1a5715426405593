import type { Dispatched, Work } from '#services/kernel/context.ts';
import { handle, type Outcome } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { deviceBridgeFailures } from './device-bridge.failures.ts';
import { requests, visits, type DeviceRequest } from './device-bridge.store.ts';
import { meantCard } from './meant-card.ts';
import { outdated } from './outdated.ts';
import { options, untilOf } from './request-from-device.ts';
import { demandStillAuthorised, usableVisit } from './use-visit.ts';

interface Ran { readonly responses: string[]; readonly refused?: 'wrong-card' | undefined }
const [tooLate, wrongCard] = ['too-late', 'wrong-card'] as const;
/** It did not reach the device in its time, or another card was in the reader: it is not run. Nothing where it was. */
const whyNot = ({ responses, refused }: Ran) => refused ?? (responses.length === 0 ? tooLate : undefined);

/** The card's answers come with the reply when they are there in time, and always as an event. */
export const runScript = handle(deviceBridge, 'runScript', async (ctx, { visit: id, script, name, chip }) => {
  const visit = await usableVisit(ctx, id);
  if (visit.purpose !== 'delivery') throw deviceBridgeFailures['wrong-purpose']();
  const card = { ...await meantCard(ctx, visit, 'new'), chip };
  await demandStillAuthorised(ctx, visit);
  const dispatched = await ctx.work(async (work) => {
    const before = await work.first(requests, { visit: id, kind: 'script' });
    if (name !== undefined && before?.asked === name) return { effect: before.request };
    const until = untilOf(ctx, visit, 'now', work.at);
    const sent: Dispatched<Ran> = await work.dispatch('devices.runScript', { device: visit.device, visit: id, card, script, until }, options(work, visit));
    await noteScript(work, before, { visit: id, request: sent.effect, asked: name ?? '' });
    return sent;
  });
  const settled = await ctx.settled(dispatched, { withinMs: ctx.config.waitSeconds * 1000 });
  if (settled.status === 'failed') throw outdated(settled.failure) ?? deviceBridgeFailures['script-failed']({ cause: settled.failure.type });
  const notRun = settled.status === 'done' ? whyNot(settled.output) : undefined;
  if (notRun === wrongCard) throw deviceBridgeFailures[wrongCard]();
  if (notRun !== undefined) throw deviceBridgeFailures['script-failed']({ cause: notRun });
  if (settled.status === 'pending') return { status: 'pending' as const, responses: [] };
  return { status: 'done' as const, responses: settled.output.responses };
});

/**
 * So that a screen can follow it, and the same script is not sent twice. Others may follow each other: whoever sends them sees to it that they do not cross.
 * @throws device-bridge.still-waiting: another one was sent at this very moment
 */
async function noteScript(work: Work<typeof deviceBridge>, before: DeviceRequest | undefined, { visit, ...sent }: Pick<DeviceRequest, 'visit' | 'request' | 'asked'>): Promise<void> {
  const fresh = { ...sent, state: 'requested' as const, requestedAt: work.at, failure: null, fingers: '[]', step: null, stepAt: null, stepNumber: null, steps: null };
  const isNoted = before
    ? await work.update(requests, { visit, kind: 'script', request: before.request }, fresh) > 0
    : await work.insertIfNew(requests, { visit, kind: 'script', tries: 1, ...fresh });
  if (!isNoted) throw deviceBridgeFailures['still-waiting']();
}

export const scriptRan: Outcome<typeof deviceBridge, 'devices.runScript'> = {
  done: async (work, { effect, input: { visit }, output }) => {
    const notRun = whyNot(output);
    if (notRun !== undefined) return tellFailed(work, visit, effect, notRun);
    await work.update(requests, { visit, kind: 'script', request: effect }, { state: 'answered' });
    const session = await work.first(visits, { id: visit });
    if (session) await work.emit('scriptRan', { visit, dossier: session.dossier, responses: output.responses });
  },
  failed: async (work, { effect, input: { visit }, failure }) => tellFailed(work, visit, effect, failure.type),
};

async function tellFailed(work: Work<typeof deviceBridge>, visit: string, request: string, failure: string): Promise<void> {
  await work.update(requests, { visit, kind: 'script', request }, { state: 'failed', failure });
  const session = await work.first(visits, { id: visit });
  if (session) await work.emit('scriptFailed', { visit, dossier: session.dossier, failure });
}
