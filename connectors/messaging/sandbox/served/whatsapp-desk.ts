import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { keptSecret } from '#connectors/rest-kit/kept-secret.ts';
import { callFrom } from '#connectors/rest-kit/outward-headers.ts';
import { readJson } from '#connectors/rest-kit/read-json.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import type { messaging } from '../../messaging.port.ts';
import { fillServed, GraphRefusal } from './whatsapp-fill.ts';
import { graphVersion, wamidOf, whatsappIds, whatsappPlaces } from './whatsapp-places.ts';
import { servedTemplates } from './whatsapp-templates.ts';

const parameter = z.strictObject({ type: z.literal('text'), parameter_name: z.string(), text: z.string() });
const message = z.strictObject({
  messaging_product: z.literal('whatsapp'), recipient_type: z.literal('individual').optional(), to: z.string().regex(/^\+?\d{3,20}$/), type: z.literal('template'), biz_opaque_callback_data: z.string().max(512).optional(),
  template: z.strictObject({ name: z.string(), language: z.strictObject({ code: z.string() }), components: z.tuple([z.strictObject({ type: z.literal('body'), parameters: z.array(parameter).min(1) })]).optional() }),
});

/** As much of the Graph API as WhatsApp takes: below `/graph`. It sends approved texts only, as often as it is asked. */
export function whatsappDesk(side: PortImplementation<typeof messaging>, folder: string): WireHandler {
  const ids = whatsappIds(folder);
  const { accessToken, appSecret, verifyToken } = whatsappPlaces(folder);
  const [token, secret] = [keptSecret(accessToken), keptSecret(appSecret)];
  keptSecret(verifyToken);
  const templates = servedTemplates(folder);

  const send = async (request: WireRequest): Promise<WireAnswer> => {
    const read = readJson(request.body);
    const asked = message.safeParse('value' in read ? read.value : undefined);
    if (!asked.success) throw new GraphRefusal(400, 100, 'Invalid parameter');
    const { to, template: { name, language: { code }, components: [body] = [] }, biz_opaque_callback_data: key = '' } = asked.data;
    const parameters = (body?.parameters ?? []).map(({ parameter_name: named, text }) => ({ name: named, text }));
    const text = fillServed(templates.all(), { name, code, parameters });
    const call = callFrom(request.headers, key);
    if (call.dossier === null) throw new GraphRefusal(400, 100, 'Invalid parameter', 'The books of this sandbox need a dossier.');
    const { messageId } = await side.sendWhatsapp({ to: `+${to.replace('+', '')}`, subject: '', body: text, template: name, parameters, language: languageSchema.parse(code), dossier: call.dossier }, call);
    return json(200, { messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to.replace('+', '') }], messages: [{ id: wamidOf(messageId), message_status: 'accepted' }] });
  };

  const list = ({ query }: WireRequest): WireAnswer => {
    const from = Number(query.get('after') ?? 0);
    const limit = Number(query.get('limit') ?? 25);
    const all = templates.all();
    const data = all.slice(from, from + limit).map(({ name, language, status, text }, at) => ({ id: String(from + at + 1), name, language, status, category: 'UTILITY', parameter_format: 'NAMED', components: [{ type: 'BODY', text }] }));
    const more = from + limit < all.length;
    return json(200, { data, paging: { cursors: { before: String(from), after: String(from + limit) }, ...(more && { next: 'https://graph.facebook.com/next' }) } });
  };

  const answer = (request: WireRequest): Promise<WireAnswer> | WireAnswer => {
    const { method, path, query, headers: { authorization = '' } } = request;
    const [, version = '', id = '', edge = ''] = /^\/(v\d+\.\d)\/(\d+)(\/[a-z_]+)?$/.exec(path) ?? [];
    if (version === '') throw new GraphRefusal(400, 2500, 'Unknown path components');
    if (version !== graphVersion) throw new GraphRefusal(400, 2635, 'You are calling a deprecated version of the API');
    if (!same(authorization, `Bearer ${token}`)) throw new GraphRefusal(401, 190, 'Access token has expired');
    const proof = query.get('appsecret_proof');
    if (proof !== null && !same(proof, createHmac('sha256', secret).update(token).digest('hex'))) throw new GraphRefusal(400, 100, 'Invalid appsecret_proof provided in the API argument', undefined, 'GraphMethodException');
    if (method === 'POST' && id === ids.phoneNumberId && edge === '/messages') return send(request);
    if (method === 'GET' && id === ids.phoneNumberId && edge === '') return json(200, { id, status: 'CONNECTED', quality_rating: 'GREEN', verified_name: 'eID aan huis', display_phone_number: '+32 9 000 00 00' });
    if (method === 'GET' && id === ids.accountId && edge === '/message_templates') return list(request);
    throw new GraphRefusal(400, 100, `Unsupported ${method.toLowerCase()} request`, undefined, 'GraphMethodException');
  };

  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      if (isFailure(error, 'messaging.no-answer')) return { status: 500, cut: true };
      const refusal = error instanceof GraphRefusal ? error : isFailure(error) ? played.get(error.type)?.() : undefined;
      if (!refusal) throw error;
      const { status, code, message: title, details, type } = refusal;
      return json(status, { error: { message: `(#${code}) ${title}`, type, code, ...(details !== undefined && { error_data: { messaging_product: 'whatsapp', details } }), fbtrace_id: randomBytes(8).toString('hex') } });
    }
  };
}

const played: ReadonlyMap<string, () => GraphRefusal> = new Map([
  ['messaging.unavailable', () => new GraphRefusal(503, 131_016, 'Service unavailable')], ['messaging.address-refused', () => new GraphRefusal(400, 131_026, 'Message undeliverable')],
]);
const json = (status: number, value: object): WireAnswer => ({ status, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify(value) });
const hash = (text: string) => createHash('sha256').update(text).digest();
const same = (one: string, other: string): boolean => timingSafeEqual(hash(one), hash(other));
