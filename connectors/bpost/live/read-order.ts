import type { Posted } from '#services/wire-kit/post.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { textOf } from '#services/wire-kit/find-in-xml.ts';
import { cancelled } from '../wire/shm-names.ts';
import { isPage, isXml } from './ask-bpost.ts';
import type { Mishap } from './failure-table.ts';
import { childCalled, childrenCalled, ifXml, readRoot, textCalled } from './read-by-name.ts';

/** An order as it stands at Shipping Manager. A status that nobody published is one like any other. */
export interface StandingOrder { readonly reference: string; /** The key under which it was asked for. */ readonly askedBy: string | undefined; readonly status: string; readonly barcode: string | undefined }

/** Labels carry a PDF each. */
export const largestLabels = 8 * 1024 * 1024;

/** The order in an answer; nothing when it is not one that can be believed. A box that was cancelled counts only where no other stands. */
export function readOrderInfo({ body }: Posted): StandingOrder | undefined {
  return ifXml(() => readXml(body), (info) => {
    const reference = info.name.local === 'orderInfo' ? textCalled(info, 'reference') : undefined;
    const boxes = childrenCalled(info, 'box').map((box) => ({ status: textCalled(box, 'status') ?? '', barcode: emptyAsNone(textCalled(box, 'barcode')) }));
    const [box, ...more] = boxes.some(({ status }) => status !== cancelled) ? boxes.filter(({ status }) => status !== cancelled) : boxes.slice(-1);
    if (reference === undefined || box === undefined || box.status === '' || more.length > 0) return undefined;
    const [line] = childrenCalled(info, 'orderLine');
    return { reference, askedBy: line && textCalled(line, 'text'), ...box };
  });
}

export interface Labels { /** Empty when all was printed before. */ readonly barcodes: readonly string[]; readonly references: readonly string[] }

/** The barcodes on the labels; a label for a parcel that comes back has one of its own, after the first. */
export function readLabels({ body }: Posted): Labels | undefined {
  return ifXml(() => readRoot(body, 'labels', { bytes: largestLabels }), (labels) => {
    if (!labels) return undefined;
    const each = childrenCalled(labels, 'label').map((label) => {
      const referred = childrenCalled(label, 'barcodeWithReference');
      return {
        barcodes: [...childrenCalled(label, 'barcode').map((code) => textOf(code).trim()), ...referred.map((one) => textCalled(one, 'barcode') ?? '')],
        references: referred.map((one) => textCalled(one, 'reference') ?? ''),
      };
    });
    const barcodes = each.flatMap((label) => label.barcodes);
    return barcodes.includes('') ? undefined : { barcodes, references: each.flatMap(({ references }) => references) };
  });
}

const emptyAsNone = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

const exceptions: ReadonlyMap<string, Mishap> = new Map([['systemException', 'lost'], ['invalidSelection', 'refused'], ['unknownItems', 'unknown']]);
const businessCodes: ReadonlyMap<string | undefined, Mishap> = new Map([['401', 'not-let-in'], ['403', 'not-let-in'], ['404', 'unknown']]);

/** What an answer that is no success says: an exception in whatever namespace goes before the HTTP status, plain text says nothing more than the status does. */
export function mishapIn(answer: Posted): Mishap | undefined {
  const said = isXml(answer) ? ifXml(() => readXml(answer.body), (root): Mishap | undefined => {
    if (root.name.local !== 'businessException') return exceptions.get(root.name.local);
    const code = childCalled(root, 'code');
    return businessCodes.get(code && textOf(code).trim()) ?? 'refused';
  }) : undefined;
  if (said) return said;
  if (answer.status < 300) return undefined;
  if (answer.status >= 500) return 'lost';
  // A page for people is not Shipping Manager's.
  if (isPage(answer)) return 'unverified';
  return answer.status === 404 ? 'unknown' : 'refused';
}
