import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { callFrom } from '#connectors/rest-kit/outward-headers.ts';
import { keptSecret } from '#connectors/rest-kit/kept-secret.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import type { messaging } from '../../messaging.port.ts';
import { noDigitalUser } from '../../wire/e-box.ts';
import { eBoxKeys, eBoxPlaces } from './e-box-agreement.ts';
import { eBoxTokens } from './e-box-tokens.ts';
import { judgePublication, type Publication } from './judge-publication.ts';

interface DeskEnv { readonly folder: string; readonly realNow: () => number }

/** `/token` and `/publishMessage`. */
export async function eBoxDesk(side: PortImplementation<typeof messaging>, { folder, realNow }: DeskEnv): Promise<WireHandler> {
  const { own, documents, tokenSecret } = eBoxPlaces(folder);
  mkdirSync(documents, { recursive: true });
  const { certificate } = (await eBoxKeys.open(own, realNow())).of('municipality');
  const tokens = eBoxTokens({ certificate, secret: keptSecret(tokenSecret), realNow });
  return async (request) => {
    if (request.path === '/token') return tokens.give(request);
    if (request.path !== '/publishMessage') return { status: 404 };
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
    if (!tokens.isGood(request.headers['authorization'])) return said(401, 'UNAUTHORIZED', 'The token is invalid, expired or missing');
    const judged = judgePublication(request.headers['content-type'] ?? '', request.body);
    if ('code' in judged) return said(400, judged.code, judged.message);
    return publish(side, judged, request, { documents, realNow });
  };
}

async function publish(side: PortImplementation<typeof messaging>, { message, language, document }: Publication, { headers }: WireRequest, { documents, realNow }: { documents: string; realNow: () => number }): Promise<WireAnswer> {
  const messageId = randomUUID();
  const call = callFrom(headers, messageId);
  // The books of a sandbox have a line for each dossier; the real one has none.
  const dossier = z.uuid().safeParse(call.dossier).data;
  const insz = inszSchema.safeParse(message.recipient.eboxIdValue).data;
  if (insz === undefined || dossier === undefined) return said(400, 'INVALID_INPUT', `${insz === undefined ? 'The recipient' : 'about-dossier'} is not valid`);
  writeFileSync(join(documents, `${messageId}.pdf`), document);
  try {
    const { hasReader } = await side.sendEBox({ language, subject: message.subject[language] ?? '', body: message.bodyContent?.[language] ?? '', dossier, to: { insz, name: '' }, link: null }, call);
    const expirationDate = new Date(realNow() + 3 * 365 * 86_400_000).toISOString();
    return json(201, { messageId, expirationDate, ...(!hasReader && { code: noDigitalUser, message: 'The recipient never opened the e-Box' }) });
  } catch (error) {
    if (isFailure(error, 'messaging.no-answer')) return { status: 500, cut: true };
    if (isFailure(error, 'messaging.unavailable')) return said(503, 'SERVICE_UNAVAILABLE', 'Try again later');
    if (isFailure(error, 'messaging.address-refused')) return said(400, 'INVALID_INPUT', 'The recipient is not a valid citizen');
    throw error;
  }
}

const json = (status: number, value: object): WireAnswer => ({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });
const said = (status: number, code: string, message: string): WireAnswer => json(status, { id: randomUUID(), code, message });
