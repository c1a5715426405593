import { childrenOf, isNamed, textOf } from '../find-in-xml.ts';
import type { XmlElement } from '../xml-tree.ts';
import { wssFailure } from './wss-failures.ts';
import { wsuNs } from './wss-names.ts';

export interface TimeWindow {
  /** How far the partner's clock may differ from ours. */
  readonly skewMs: number;
  /** No message counts longer than this, whatever it says itself: a replay guard must not have to remember for ever. */
  readonly longestLifeMs: number;
}
export const defaultWindow: TimeWindow = { skewMs: 60_000, longestLifeMs: 15 * 60_000 };

export interface MessageTime { readonly created: number; readonly expires: number }

const place = 'Security/Timestamp';
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Created and Expires, exactly one of each, and this moment between them. */
export function checkTime(timestamp: XmlElement, now: number, { skewMs, longestLifeMs }: TimeWindow): MessageTime {
  const [created, expires, ...more] = childrenOf(timestamp);
  if (created === undefined || expires === undefined || more.length > 0 || !isNamed(created, 'Created', wsuNs) || !isNamed(expires, 'Expires', wsuNs)) {
    throw wssFailure('malformed', place, 'does not hold exactly Created, Expires');
  }
  const from = instantOf(created);
  const to = Math.min(instantOf(expires), from + longestLifeMs);
  if (to <= from) throw wssFailure('malformed', place, 'ends before it begins');
  if (now + skewMs < from) throw wssFailure('not-yet-valid', place, 'begins later than our clock and its tolerance say');
  if (now - skewMs >= to) throw wssFailure('expired', place, 'ended before our clock and its tolerance say');
  return { created: from, expires: to };
}

/** An instant with its zone: a local time means another moment to each reader. */
function instantOf(element: XmlElement): number {
  const text = textOf(element).trim();
  const instant = dateTime.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) throw wssFailure('malformed', place, 'is no instant with a zone');
  return instant;
}
