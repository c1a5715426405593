import { challengeBasic, provesPassword } from '#connectors/rest-kit/basic-password.ts';
import type { SandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import { optionalText } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { WireAnswer, WireHandler, WireRequest } from '#services/kernel/wire.ts';
import type { BpostConfig } from '../../bpost.config.ts';
import type { bpost } from '../../bpost.port.ts';
import { partOf, type DeliveryPart } from '../../wire/delivery-parts.ts';
import { infoNs, mediaTypes } from '../../wire/shm-names.ts';
import { knownDelivery, type KnownDelivery } from './know-deliveries.ts';
import { callOf } from './outward-call.ts';
import { readOrderStrictly, type TakenOrder } from './read-order-strictly.ts';
import { writeBusinessException, writeInvalidSelection, writeLabels, writeOrderInfo } from './write-order-info.ts';

export interface ShmFrontOptions {
  readonly sandbox: Pick<OpenSandbox<typeof bpost>, 'implementation' | 'levers'>;
  readonly file: SandboxFile;
  readonly account: string;
  readonly passPhrase: string;
  readonly slots: BpostConfig['slots'];
}

/** An order and what only Shipping Manager knows of it. */
interface KeptOrder { readonly order: TakenOrder; readonly printed: boolean }

const text = (status: number, body: string): WireAnswer => ({ status, headers: { 'content-type': 'text/plain;charset=utf-8' }, body });
const xml = (status: number, type: string, body: string): WireAnswer => ({ status, headers: { 'content-type': type }, body });
const done: WireAnswer = { status: 201 };
const languages = { EN: 'en', NL: 'nl', FR: 'fr', DE: 'de' } as const;

/** Shipping Manager over its wire: success is an empty body, fetching labels prints, and an order that was printed is replaced no more. */
export function shmFront({ sandbox, file, account, passPhrase, slots }: ShmFrontOptions): WireHandler {
  const { implementation: side } = sandbox;
  const kept = file.documents<KeptOrder>('order');

  const standing = async (reference: string): Promise<{ readonly kept: KeptOrder; readonly known: KnownDelivery } | undefined> => {
    const [order, known] = [kept.get(reference), await knownDelivery(sandbox, reference)];
    return order && known ? { kept: order, known } : undefined;
  };

  const place = async ({ body }: WireRequest): Promise<WireAnswer> => {
    const order = readOrderStrictly(body, account);
    if (!order) return text(400, 'The order does not keep to the schema.');
    const start = startOf(order, slots);
    if (!start) return xml(400, 'application/xml', writeInvalidSelection('This part of the day is not offered.'));
    const before = await standing(order.reference);
    if (before?.kept.printed === true) return text(400, 'The label of this order was printed.');
    const { receiver } = order;
    // First what it says, then that it counts: who crashes between the two has taken no order.
    kept.put(order.reference, { order, printed: false });
    const refused = await failing(() => side.announceDelivery({
      reference: order.reference, moment: start,
      receiver: {
        name: receiver.name, mobile: receiver.phoneNumber, email: receiver.emailAddress, language: order.language ? languages[order.language] : 'nl',
        address: { street: receiver.street, houseNumber: receiver.number, postcode: receiver.postalCode, city: receiver.locality, ...(receiver.box !== null && { box: receiver.box }) },
      },
    }, callOf({ key: order.askedBy, dossier: order.costCenter, actor: `account:${account}` })));
    if (refused && refused.cut !== true && before) kept.put(order.reference, before.kept);
    return refused ?? done;
  };

  const update = async (reference: string, { headers, body }: WireRequest): Promise<WireAnswer> => {
    const root = readXml(body);
    if (root.name.local !== 'orderUpdate' || root.name.namespace !== infoNs || optionalText(root, 'status', infoNs) !== 'CANCELLED') return text(400, 'This status cannot be set here.');
    const { costCenter = null } = kept.get(reference)?.order ?? {};
    const refused = await failing(() => side.cancelDelivery({ reference, reason: 'order cancelled' }, callOf({ key: headers['x-request-id'] ?? '', dossier: costCenter, actor: `account:${account}` })));
    return refused ?? { status: 200 };
  };

  const labels = async (reference: string): Promise<WireAnswer> => {
    const order = await standing(reference);
    if (!order) return text(404, 'There is no such order.');
    if (order.known.state === 'cancelled') return xml(400, 'application/xml', writeBusinessException('409', 'The order was cancelled.'));
    kept.put(reference, { ...order.kept, printed: true });
    return xml(200, mediaTypes.labels, writeLabels(order.kept.printed ? undefined : order.known.barcode));
  };

  const fetched = async (reference: string): Promise<WireAnswer> => {
    const order = await standing(reference);
    if (!order) return text(404, 'There is no such order.');
    return xml(200, mediaTypes.orderInfo, writeOrderInfo(account, order.kept.order, { status: statusOf(order), barcode: order.kept.printed ? order.known.barcode : undefined }));
  };

  return async (request) => {
    if (!provesPassword({ user: account, password: passPhrase }, request.headers.authorization)) return { status: 401, headers: challengeBasic('shm') };
    const [, of, , escaped, format] = /^\/(\d{6})\/orders(\/([^/]+)(?:\/labels\/(A4|A6))?)?$/.exec(request.path) ?? [];
    if (of !== account) return text(404, 'There is nothing here.');
    const reference = escaped === undefined ? undefined : decodeURIComponent(escaped);
    const sent = (type: string) => request.method === 'POST' && request.headers['content-type']?.toLowerCase() === type.toLowerCase();
    const wanted = (type: string) => request.method === 'GET' && request.headers.accept?.toLowerCase() === type.toLowerCase();
    try {
      if (reference === undefined) return sent(mediaTypes.order) ? await place(request) : text(400, 'An order is sent in version 5.');
      if (format !== undefined) return wanted(mediaTypes.labels) ? await labels(reference) : text(400, 'Labels are fetched as version 3.4.');
      if (sent(mediaTypes.orderUpdate)) return await update(reference, request);
      return wanted(mediaTypes.orderInfo) ? await fetched(reference) : text(400, 'An order is fetched as version 3.5.');
    } catch (error) {
      if (isFailure(error) && error.type.startsWith('xml.')) return text(400, 'This is not XML that is taken.');
      throw error;
    }
  };
}

/** The answer where the sandbox behind the wire does not do it. */
async function failing(act: () => Promise<unknown>): Promise<WireAnswer | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (!isFailure(error)) throw error;
    const answer = refusals.get(error.type);
    if (!answer) throw error;
    return answer;
  }
}

const refusals: ReadonlyMap<string, WireAnswer> = new Map([
  ['bpost.unavailable', text(503, 'Service unavailable')],
  ['bpost.no-answer', { status: 500, cut: true }],
  ['bpost.address-unknown', text(400, 'The address is not known.')],
  ['bpost.moment-not-offered', xml(400, 'application/xml', writeInvalidSelection('This moment is not offered.'))],
  ['bpost.unknown-delivery', text(404, 'There is no such order.')],
  ['bpost.refused', xml(400, 'application/xml', writeBusinessException('409', 'Not possible any more.'))],
]);

/** The slot of the day that lies in this part of it. */
function startOf({ requestedDeliveryDate: day, part }: { readonly requestedDeliveryDate: string; readonly part: DeliveryPart }, slots: BpostConfig['slots']) {
  return slots.map(({ from, until }) => ({ start: instantOf(day, from), end: instantOf(day, until) })).find((moment) => partOf(moment).part === part);
}

/** `LOST` is a status that nobody published: who reads must live with it. */
function statusOf({ kept: { printed }, known: { state, custody } }: { readonly kept: KeptOrder; readonly known: KnownDelivery }): string {
  if (state === 'cancelled') return 'CANCELLED';
  if (state === 'ended') return { citizen: 'DELIVERED', municipality: 'BACK_TO_SENDER', lost: 'LOST', bpost: 'IN_TRANSIT' }[custody];
  if (custody !== 'municipality') return 'IN_TRANSIT';
  return printed ? 'PRINTED' : 'OPEN';
}
