import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import { handle } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { stepsOf } from './device-steps.ts';
import { requests, type DeviceRequest } from './device-bridge.store.ts';
import { isOpen, ownVisit } from './use-visit.ts';

const fingersKept = z.array(z.object({ finger, quality: z.int() }));

export const showVisit = handle(deviceBridge, 'showVisit', async (ctx, { visit: id }) => {
  const { dossier, device, purpose, holder, reference, expiresAt, endedAt, cardRead, cardReadAt } = await ownVisit(ctx, id);
  const asked = await ctx.store.find(requests, { visit: id });
  const [prints, code, pin] = (['fingerprints', 'code', 'pin'] as const).map((kind) => asked.find((request) => request.kind === kind));
  return {
    visit: id, dossier, device, purpose, person: { holder, reference }, open: isOpen({ endedAt, expiresAt }, ctx.now()), expiresAt,
    fingerprints: {
      state: stateOf(prints, 'captured'), failure: prints?.failure ?? null, tries: prints?.tries ?? 0,
      fingers: prints ? fingersKept.parse(JSON.parse(prints.fingers)) : [], sealed: prints?.sealed ?? null,
    },
    code: { state: stateOf(code, 'chosen'), failure: code?.failure ?? null, sealed: code?.sealed ?? null },
    pin: { state: stateOf(pin, 'answered'), result: pin?.result ?? null, left: pin?.triesLeft ?? null, failure: pin?.failure ?? null },
    card: { read: cardRead, at: cardReadAt },
    progress: asked.flatMap(({ kind, step, stepFinger, stepQuality, stepAt, stepNumber, steps }) => (
      step === null || stepAt === null ? [] : [{ kind, number: stepNumber, step, finger: stepFinger, quality: stepQuality, at: stepAt, steps: [...stepsOf({ steps })] }])),
  };
});

function stateOf<Answered extends string>(request: DeviceRequest | undefined, answered: Answered): 'none' | 'requested' | 'failed' | Answered {
  if (!request) return 'none';
  if (request.state === 'requested') return 'requested';
  return request.state === 'answered' ? answered : 'failed';
}
