import type { z } from 'zod';
import { childrenOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import type { bpost } from '../bpost.port.ts';
import { stateOfCode } from '../wire/tracking-codes.ts';
import { isXml, type Exchange, type Wire } from './ask-bpost.ts';
import { ifXml, textCalled } from './read-by-name.ts';
import { mishapIn } from './read-order.ts';
import { inPath } from './shipping-manager.ts';

type Track = (typeof bpost)['operations']['track'];
interface Scan { readonly at: number; readonly code: string }

/** The latest scan of a parcel. Sender and addressee stand in the answer, too: nothing of them is read. */
export async function trackParcel({ ask, fail }: Wire, { barcode }: z.output<Track['input']>, exchange: Exchange): Promise<z.input<Track['output']>> {
  const answer = await ask({ method: 'GET', path: `/item/${inPath(barcode)}/trackingInfo`, headers: { accept: 'application/xml' } }, exchange);
  const mishap = mishapIn(answer);
  if (mishap === 'unknown') return { known: false, latest: null };
  if (mishap) throw fail(mishap, exchange.kind, `HTTP ${answer.status}`);
  const scans = isXml(answer) ? ifXml(() => readXml(answer.body), (tracking) => {
    if (tracking.name.local !== 'itemTracking' || textCalled(tracking, 'itemCode') !== barcode) return undefined;
    const read = childrenOf(tracking).filter(({ name }) => name.local === 'stateInfo').map((info) => scanIn(textCalled(info, 'time'), textCalled(info, 'stateCode')));
    return read.every((scan) => scan !== undefined) ? read : undefined;
  }) : undefined;
  if (!scans) throw fail('unverified', exchange.kind);
  // They come in no order.
  const latest = scans.reduce<Scan | undefined>((last, scan) => (last === undefined || scan.at >= last.at ? scan : last), undefined);
  return { known: true, latest: latest === undefined ? null : { state: stateOfCode(latest.code), ...latest } };
}

const dateTime = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/;

function scanIn(time: string | undefined, stateCode: string | undefined): Scan | undefined {
  const at = time === undefined ? undefined : instantIn(time);
  return at === undefined || stateCode === undefined || stateCode === '' ? undefined : { at, code: stateCode.slice(0, 20) };
}

/** A time without a zone is Belgian. */
function instantIn(time: string): number | undefined {
  const [, day = '', clock = '', zone] = dateTime.exec(time) ?? [];
  const instant = Date.parse(zone === undefined ? `${day}T${clock}Z` : time);
  if (Number.isNaN(instant)) return undefined;
  return zone === undefined ? instantOf(day, clock) : instant;
}
