import { randomBytes, randomInt } from 'node:crypto';
import { z } from 'zod';
import { finger, type sealedCode, type sealedFingers } from '#connectors/biza/biza.port.ts';
import { sealForBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import { defineLever, type Lever } from '#services/kernel/connector.ts';
import { failures } from '#services/kernel/failure.ts';
import type { SealedEnvelope } from '#services/kernel/port.ts';
import { printOf } from './card-pin.ts';
import { demandConnected, openRequest, tellStep, type DevicesWorld, type Request } from './devices-world.ts';

export const deviceLeverFailures = failures('devices-sandbox', {
  'no-open-request': { status: 409, retry: 'never', title: 'This device waits for nothing of that kind now.' },
  'finger-not-asked': { status: 422, retry: 'never', title: 'The device waits for other fingers.' },
  'no-card': { status: 409, retry: 'never', title: 'There is no card in the reader.' },
  'no-fingers': { status: 422, retry: 'never', title: 'Put a finger on the device, or say how it fails.' },
});

const nothing = z.strictObject({});
const fail = z.string().regex(/^[a-z0-9-]{1,80}$/).optional().describe('Instead: it fails, with this code.');
const minutiaeBytes = 256;
type Print = Request['best'][number];

/** The citizen does what the device asked: the levers that answer the open request. */
export function answersOf(world: DevicesWorld, means: SandboxMeans): Record<string, Lever> {
  const answer = async (
    device: string, open: Request, payload: Readonly<Record<string, unknown>>, content?: z.input<typeof sealedFingers> | z.input<typeof sealedCode>, also?: () => void,
  ): Promise<Record<string, never>> => {
    const purpose = open.kind;
    const envelope: SealedEnvelope | undefined = content && await sealForBiza(world.folder, Buffer.from(JSON.stringify(content), 'utf8'), { dossier: open.dossier, purpose });
    means.file.transaction(() => {
      // Asked again after the sealing, so that of two answers at once one finds nothing to answer.
      demandOpen(world, device, open.kind, open.request);
      world.requests.remove(device);
      also?.();
      if (envelope) for (const step of ['sealed', 'queued'] as const) tellStep(world, { device, visit: open.visit, request: open.request }, step);
      means.post(open.kind, { device, visit: open.visit, request: open.request, ...payload, sealed: null }, envelope);
    });
    return {};
  };
  /** One more try that is not good enough: the device asks again by itself, or gives up. */
  const tryAgain = (device: string, { request }: Request, fingers: readonly Print[]) => means.file.transaction(() => {
    const open = demandOpen(world, device, 'fingerprints', request);
    const best = open.fingers.flatMap((name) => {
      const seen = [...open.best, ...fingers].filter(({ finger }) => finger === name).map(({ quality }) => quality);
      return seen.length > 0 ? [{ finger: name, quality: Math.max(...seen) }] : [];
    });
    const tried = open.tried + 1;
    for (const { finger, quality } of fingers.filter((print) => print.quality < open.leastQuality)) tellStep(world, { device, visit: open.visit, request }, 'quality-low', { finger, quality });
    if (tried < open.tries) {
      world.requests.put(device, { ...open, tried, best });
      return {};
    }
    world.requests.remove(device);
    means.post('fingerprints', { device, visit: open.visit, request, result: 'failed', failure: 'poor-quality', fingers: best, sealed: null });
    return {};
  });
  return {
    'put-fingers': defineLever(
      'The citizen puts fingers on the device: answers its open request, or uses up one of its tries when they are not good enough. Left out, the minutiae are random ones. `careless`: the device does not look at the quality.',
      z.strictObject({ device: z.string(), careless: z.boolean().default(false), fingers: z.array(z.strictObject({ finger, quality: z.int().min(0).max(100), minutiae: z.base64().max(4_000).optional() })).max(2).default([]), fail }), nothing,
      async ({ device, fingers, careless, fail }) => {
        const open = demandOpen(world, device, 'fingerprints');
        if (fail !== undefined) return answer(device, open, { result: 'failed', failure: fail, fingers: [] });
        if (fingers.length === 0) throw deviceLeverFailures['no-fingers']();
        if (fingers.some(({ finger }) => !open.fingers.includes(finger))) throw deviceLeverFailures['finger-not-asked']();
        const told = fingers.map(({ finger, quality }) => ({ finger, quality }));
        const areGood = open.fingers.every((name) => fingers.some(({ finger, quality }) => finger === name && quality >= open.leastQuality));
        if (!careless && !areGood) return tryAgain(device, open, told);
        // Minutiae of nobody: random bytes, different each time.
        const enclosed = fingers.map(({ finger, minutiae = randomBytes(minutiaeBytes).toString('base64') }) => ({ finger, minutiae }));
        return answer(device, open, { result: 'captured', failure: null, fingers: told }, { version: 1, fingers: enclosed });
      },
    ),
    'choose-code': defineLever(
      'The citizen chooses a code on the reader: answers its open request. Left out, the code is a random one.',
      z.strictObject({ device: z.string(), code: z.string().regex(/^\d{4,12}$/, 'a code has 4 to 12 digits').optional(), fail }), nothing,
      async ({ device, code, fail }) => {
        const open = demandOpen(world, device, 'code');
        if (fail !== undefined) return answer(device, open, { result: 'failed', failure: fail });
        const chosen = code ?? String(randomInt(10_000)).padStart(4, '0');
        return answer(device, open, { result: 'chosen', failure: null }, { version: 1, code: chosen }, () => world.chosen.put(open.visit, printOf(chosen)));
      },
    ),
  };
}

function demandOpen(world: DevicesWorld, device: string, kind: Request['kind'], request?: string): Request {
  demandConnected(world, device);
  const open = openRequest(world, device);
  if (open?.kind !== kind || open.begunAt === null || (request !== undefined && open.request !== request)) throw deviceLeverFailures['no-open-request']();
  return open;
}
