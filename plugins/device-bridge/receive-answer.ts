import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import type { CommandCtx, Work } from '#services/kernel/context.ts';
import type { MessagePayload, SealedEnvelope } from '#services/kernel/port.ts';
import type { deviceBridge } from './device-bridge.contract.ts';
import { requests, unanswered, visits, type DeviceRequest, type RequestKind, type Visit } from './device-bridge.store.ts';
import { isOpen } from './use-visit.ts';

type Bridge = typeof deviceBridge;
type Message<Name extends 'devices.fingerprints' | 'devices.code'> = MessagePayload<Bridge['uses'], Name>;

/** The fingers that the device was asked for are captured, or it says why not. */
export async function receiveFingerprints(ctx: CommandCtx<Bridge>, message: Message<'devices.fingerprints'>): Promise<void> {
  const { visit, sealed, fingers } = message;
  await ctx.work(async (work) => {
    const open = await awaited(work, 'fingerprints', message);
    if (!open) return ignore(work, ctx, message);
    const { dossier } = open.session;
    const { asked } = failedPrints(open.request, []);
    const failure = failureOf(message, 'captured') ?? (areAmong(asked, fingers) ? null : 'other-fingers') ?? await misbound(work, sealed, { dossier, purpose: 'fingerprints' });
    if (failure === null && sealed !== null) {
      await settle(work, open.request, { state: 'answered', failure: null, fingers: JSON.stringify(fingers), sealed });
      return work.emit('fingerprintsCaptured', { visit, dossier, sealed, asked, fingers });
    }
    if (sealed !== null) await work.destroySealed(sealed);
    await settle(work, open.request, { state: 'failed', failure: failure ?? 'no-envelope' });
    await work.emit('fingerprintsFailed', { visit, dossier, failure: failure ?? 'no-envelope', ...failedPrints(open.request, fingers) });
  });
}

type Prints = Message<'devices.fingerprints'>['fingers'];

/** What whoever asked has to know to go on: how good the fingers were that were asked, and how often the device tried. */
export function failedPrints({ asked: names, deviceTries }: DeviceRequest, fingers: Prints) {
  const asked = z.array(finger).parse(names.split(' '));
  return { asked, fingers: fingers.filter((print) => asked.includes(print.finger)), tries: deviceTries ?? 1 };
}

/** The citizen has chosen a code on the reader. What it is, only BiZa will know. */
export async function receiveCode(ctx: CommandCtx<Bridge>, message: Message<'devices.code'>): Promise<void> {
  const { visit, sealed } = message;
  await ctx.work(async (work) => {
    const open = await awaited(work, 'code', message);
    if (!open) return ignore(work, ctx, message);
    const { dossier } = open.session;
    const failure = failureOf(message, 'chosen') ?? await misbound(work, sealed, { dossier, purpose: 'code' });
    if (failure === null && sealed !== null) {
      await settle(work, open.request, { state: 'answered', failure: null, sealed });
      return work.emit('codeChosen', { visit, dossier, sealed });
    }
    if (sealed !== null) await work.destroySealed(sealed);
    await settle(work, open.request, { state: 'failed', failure: failure ?? 'no-envelope' });
    await work.emit('codeFailed', { visit, dossier, failure: failure ?? 'no-envelope' });
  });
}

interface Answer { readonly device: string; readonly visit: string; readonly request: string; readonly sealed: string | null }

/** The session and the request that a message answers; none when it is late, repeated, or was meant for another request. That it is answered shows that it was sent. */
async function awaited(work: Work<Bridge>, kind: RequestKind, { visit, device, request: answered }: Answer): Promise<{ session: Visit; request: DeviceRequest } | undefined> {
  const session = await work.first(visits, { id: visit });
  const request = await work.first(requests, { visit, kind });
  if (!session || !request || session.device !== device || !isOpen(session, work.at)) return undefined;
  if (request.request !== answered || !unanswered.some((state) => state === request.state)) return undefined;
  return { session, request };
}

/** Ciphertext that nobody waits for is destroyed: it must not rest here. */
async function ignore(work: Work<Bridge>, ctx: CommandCtx<Bridge>, { visit, sealed }: Answer): Promise<void> {
  if (sealed !== null) await work.destroySealed(sealed);
  ctx.log.info({ visit }, 'a device message that nobody waited for was ignored');
}

/** No digits: a number may be somebody's. */
const code = z.string().regex(/^[a-z.-]{1,80}$/);

/** Why it failed, as a code: what the device says goes on to screens and events. */
function failureOf({ result, failure }: { readonly result: string; readonly failure: string | null }, good: string): string | null {
  if (result === good) return null;
  return code.safeParse(failure).data ?? 'device-failed';
}

/** An envelope for another dossier, or for another purpose: BiZa would not open it for this one, and it would rest here among what is that dossier's. */
async function misbound(work: Work<Bridge>, sealed: string | null, { dossier, purpose }: SealedEnvelope['boundTo']): Promise<'other-envelope' | null> {
  const bound = sealed === null ? undefined : await work.boundTo(sealed);
  return !bound || (bound.dossier === dossier && bound.purpose === purpose) ? null : 'other-envelope';
}

function areAmong(asked: readonly string[], captured: readonly { finger: string }[]): boolean {
  const names = new Set(captured.map((print) => print.finger));
  return names.size > 0 && names.size === captured.length && [...names].every((name) => asked.includes(name));
}

async function settle(work: Work<Bridge>, { visit, kind, request }: DeviceRequest, changes: Partial<DeviceRequest>): Promise<void> {
  await work.update(requests, { visit, kind, request, state: { in: [...unanswered] } }, changes);
}
