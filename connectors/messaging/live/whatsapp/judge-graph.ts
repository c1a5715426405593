import type { messagingFailures } from '../../messaging.port.ts';

/** What came instead of a success. */
export interface GraphBroken {
  /** The request can have reached the other side. */
  readonly sent: boolean;
  /** Our token or certificate roots cannot be used: noticed before anything left. */
  readonly unusable?: boolean;
  readonly status?: number;
  /** `error.code` of an answer that is Meta's own; its words are for people, and change. */
  readonly code?: number;
  /** `error.type` beside it. */
  readonly type?: string;
}
export type GraphFailure = keyof typeof messagingFailures;

const meaning = (failure: GraphFailure, ...codes: readonly number[]): [number, GraphFailure][] => codes.map((code) => [code, failure]);

/**
 * What Meta says with its codes, and what the house may do next. Meta advises to go by the code and not by the HTTP status. What it refuses did not go out; where it says that it
 * does not know itself what happened (1, 131000), nor do we. Source: 'WhatsApp error codes' and 'Graph API error handling' at developers.facebook.com.
 */
const byCode: ReadonlyMap<number, GraphFailure> = new Map([
  // Token, rights, account, number, version: the same for every message. Who mends it has nothing to replay.
  ...meaning('not-let-in', 0, 3, 10, 33, 102, 104, 190, 368, 2500, 2635, 131005, 131031, 131042, 131045, 133000, 133006, 133010),
  // Too much at once, or a service of theirs is away.
  ...meaning('unavailable', 2, 4, 17, 32, 613, 80007, 80008, 130429, 131016, 131048, 131056, 131057, 133004, 133016),
  ...meaning('no-answer', 1, 131000),
  // Nobody reads WhatsApp there, or it is our own number.
  ...meaning('address-refused', 131021, 131026, 131030),
  // No approved text of this name, paused, or not for this citizen: another medium reaches him or her.
  ...meaning('medium-not-offered', 130472, 130497, 131047, 131049, 131050, 131063, 132001, 132007, 132015, 132016, 134101, 134102),
  // The text as we filled it is not taken.
  ...meaning('text-unfit', 100, 131008, 131009, 132000, 132005, 132012, 132018),
]);

interface Row { readonly when: (broken: GraphBroken) => boolean; readonly failure: GraphFailure }
const code = (from: number, to: number) => ({ code: found }: GraphBroken) => found !== undefined && found >= from && found <= to;
const status = (...statuses: readonly number[]) => ({ status: found }: GraphBroken) => found !== undefined && statuses.includes(found);

/** What code 100 is about where it is not about the message: no such number for our token, or a proof that is wrong. */
const ofTheCall = ({ code: found, type }: GraphBroken) => found === 100 && type === 'GraphMethodException';

/** The first row that fits counts. */
const rows: readonly Row[] = [
  { when: ofTheCall, failure: 'not-let-in' },
  ...[...byCode].map(([known, failure]): Row => ({ when: ({ code: found }) => found === known, failure })),
  { when: ({ unusable }) => unusable === true, failure: 'not-let-in' },
  { when: ({ sent }) => !sent, failure: 'unavailable' },
  { when: code(200, 299), failure: 'not-let-in' },
  // Meta says no, in words that we do not know.
  { when: ({ code: found, status: said = 0 }) => found !== undefined && said >= 400 && said < 500, failure: 'not-taken' },
  { when: ({ code: found }) => found !== undefined, failure: 'no-answer' },
  // Somebody between us and Meta.
  { when: status(401, 403, 407), failure: 'not-let-in' },
  // One that counts requests does so before it passes them on; one that has no answer (503) may have passed this one on, and a message that goes out twice was read twice.
  { when: status(429), failure: 'unavailable' },
];

export const judgeGraph = (broken: GraphBroken): GraphFailure => rows.find(({ when }) => when(broken))?.failure ?? 'no-answer';
