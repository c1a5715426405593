import { provesPassword } from '#connectors/rest-kit/basic-password.ts';
import { element, prefixed, writeXml } from '#services/wire-kit/write-xml.ts';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { WireAnswer, WireHandler } from '#services/kernel/wire.ts';
import type { bpost } from '../../bpost.port.ts';
import { parcelScans } from '../parcel-levers.ts';
import { callOf } from './outward-call.ts';

const tracking = prefixed('', 'http://schema.post.be/tracking/v1/');
const common = prefixed('ns2', 'http://schema.post.be/announcement/common/v1/');
const tag = (name: string, ...children: Parameters<typeof element> extends [unknown, ...infer C] ? C : never) => element(tracking(name), ...children);

interface TrackingFrontOptions { readonly sandbox: Pick<OpenSandbox<typeof bpost>, 'implementation' | 'levers'>; readonly account: string; readonly passPhrase: string }

/** bpost's tracking over its wire: the scans come in no order, some with codes that nobody published. */
export function trackingFront({ sandbox, account, passPhrase }: TrackingFrontOptions): WireHandler {
  return async ({ method, path, headers }): Promise<WireAnswer> => {
    if (!provesPassword({ user: account, password: passPhrase }, headers.authorization)) return { status: 401 };
    const [, escaped = ''] = /^\/item\/([^/]+)\/trackingInfo$/.exec(path) ?? [];
    if (method !== 'GET' || escaped === '') return { status: 404 };
    const barcode = decodeURIComponent(escaped);
    try {
      const { known } = await sandbox.implementation.track({ barcode }, callOf({}));
      if (!known) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'No such item.' };
    } catch (error) {
      if (isFailure(error, 'bpost.unavailable')) return { status: 503 };
      if (isFailure(error, 'bpost.refused')) return { status: 400, headers: { 'content-type': 'text/plain' }, body: 'Not possible.' };
      throw error;
    }
    const all = parcelScans.parse(await sandbox.levers['parcel']?.pull({ barcode })).scans;
    const told = all.toSorted((a, b) => a.code.localeCompare(b.code) || b.at - a.at);
    return {
      status: 200, headers: { 'content-type': 'application/xml' },
      body: writeXml(tag('itemTracking',
        tag('itemCode', barcode), tag('sender', element(common('name'), 'Sandbox')), tag('addressee', element(common('name'), 'Sandbox')),
        tag('itemDetail', element(common('weightInGrams'), '100')),
        ...told.map(({ at, code }) => tag('stateInfo', tag('time', new Date(at).toISOString()), tag('location', 'Brussel X'), tag('stateCode', code), tag('stateDescription', `Scan ${code}`))),
        tag('trackingId', barcode))),
    };
  };
}
