import { randomBytes, randomInt } from 'node:crypto';
import { z } from 'zod';
import { finger, type sealedCode, type sealedFingers } from '#connectors/biza/biza.port.ts';
import { sealForBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import { defineLever, type Lever } from '#services/kernel/connector.ts';
import { failures } from '#services/kernel/failure.ts';
import type { SealedEnvelope } from '#services/kernel/port.ts';
import { demandConnected, openRequest, type DevicesWorld, type Request } from './devices-world.ts';

export const deviceLeverFailures = failures('devices-sandbox', {
  'no-open-request': { status: 409, retry: 'never', title: 'This device waits for nothing of that kind now.' },
  'finger-not-asked': { status: 422, retry: 'never', title: 'The device waits for other fingers.' },
  'no-fingers': { status: 422, retry: 'never', title: 'Put a finger on the device, or say how it fails.' },
});

const nothing = z.strictObject({});
const fail = z.string().regex(/^[a-z0-9-]{1,80}$/).optional().describe('Instead: it fails, with this code.');
const minutiaeBytes = 256;

/** The citizen does what the device asked: the levers that answer the open request. */
export function answersOf(world: DevicesWorld, means: SandboxMeans): Record<string, Lever> {
  const answer = async (
    device: string, open: Request, payload: Readonly<Record<string, unknown>>, content?: z.input<typeof sealedFingers> | z.input<typeof sealedCode>,
  ): Promise<Record<string, never>> => {
    const purpose = open.kind;
    const envelope: SealedEnvelope | undefined = content && await sealForBiza(world.folder, Buffer.from(JSON.stringify(content), 'utf8'), { dossier: open.dossier, purpose });
    means.file.transaction(() => {
      // Asked again after the sealing, so that of two answers at once one finds nothing to answer.
      demandOpen(world, device, open.kind, open.request);
      world.requests.remove(device);
      means.post(open.kind, { device, visit: open.visit, request: open.request, ...payload, sealed: null }, envelope);
    });
    return {};
  };
  return {
    'put-fingers': defineLever(
      'The citizen puts fingers on the device: answers its open request. Left out, the minutiae are random ones.',
      z.strictObject({ device: z.string(), fingers: z.array(z.strictObject({ finger, quality: z.int().min(0).max(100), minutiae: z.base64().max(4_000).optional() })).max(2).default([]), fail }), nothing,
      async ({ device, fingers, fail }) => {
        const open = demandOpen(world, device, 'fingerprints');
        if (fail !== undefined) return answer(device, open, { result: 'failed', failure: fail, fingers: [] });
        if (fingers.length === 0) throw deviceLeverFailures['no-fingers']();
        if (fingers.some(({ finger }) => !open.fingers.includes(finger))) throw deviceLeverFailures['finger-not-asked']();
        // Minutiae of nobody: random bytes, different each time.
        const enclosed = fingers.map(({ finger, minutiae = randomBytes(minutiaeBytes).toString('base64') }) => ({ finger, minutiae }));
        const told = fingers.map(({ finger, quality }) => ({ finger, quality }));
        return answer(device, open, { result: 'captured', failure: null, fingers: told }, { version: 1, fingers: enclosed });
      },
    ),
    'choose-code': defineLever(
      'The citizen chooses a code on the reader: answers its open request. Left out, the code is a random one.',
      z.strictObject({ device: z.string(), code: z.string().regex(/^\d{4,12}$/, 'a code has 4 to 12 digits').optional(), fail }), nothing,
      async ({ device, code, fail }) => {
        const open = demandOpen(world, device, 'code');
        if (fail !== undefined) return answer(device, open, { result: 'failed', failure: fail });
        return answer(device, open, { result: 'chosen', failure: null }, { version: 1, code: code ?? String(randomInt(10_000)).padStart(4, '0') });
      },
    ),
  };
}

function demandOpen(world: DevicesWorld, device: string, kind: Request['kind'], request?: string): Request {
  demandConnected(world, device);
  const open = openRequest(world, device);
  if (open?.kind !== kind || (request !== undefined && open.request !== request)) throw deviceLeverFailures['no-open-request']();
  return open;
}
