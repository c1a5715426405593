import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';

/** What the house asks of a device agent (`ask` frames of services/agents/frames.ts), and what it is answered. Our own open contract, version 1. */

/** Bytes for and from the chip. */
const hex = z.string().regex(/^(?:[0-9A-F]{2})+$/).max(1_200);
const visit = z.uuid();
const language = z.enum(['nl', 'fr', 'de', 'en']);
/** How many wrong PINs the card would still take; null where it does not tell. */
const left = z.int().min(0).max(15).nullable();
const nothing = z.strictObject({});
/** `now`, or when the official says so at the agent itself: prepared while there is a connection, done with or without one. */
const start = z.enum(['now', 'at-the-door']);
/** Epoch milliseconds UTC, real time: what has not begun by then is not begun any more. */
const until = z.int().min(0);
/**
 * The card that a PIN or a script is meant for, looked at in the same hold of the card and before the first command of it: another one is `wrong-card`, and was asked nothing. The
 * chip tells its number always, the printed number stands on a card that is active; a chip that the house does not know is null. Left out by houses of before version 1.1.
 */
const named = z.strictObject({ number: cardNumberSchema, chip: z.string().regex(/^[0-9A-F]{32}$/).nullable() }).optional();
/** For whom it is sealed. The agent has its own opinion of that: one that it does not know is refused (`biza-key-unknown`). */
const biza = z.strictObject({ keyId: z.string().min(1).max(100), certificate: z.string().max(8_000) });

/** Files of a Belgian eID, in the words of its specification. */
export const cardFile = z.enum([
  'identity', 'identity-signature', 'address', 'address-signature', 'photo', 'rrn-certificate', 'root-certificate', 'ca-certificate', 'authentication-certificate', 'basic-key',
]);
export type CardFile = z.output<typeof cardFile>;

export interface Ask {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Carried out once per key, and answered the same each time. The others change nothing. */
  readonly keyed: boolean;
  /** Why it is not done, in codes of `failed`. */
  readonly failures: readonly string[];
}

const card = ['no-card', 'card-unreadable', 'reader-gone', 'busy'] as const;
/** What the program itself says: of an ask that had begun when it died nobody knows how far it came. */
const kept = ['agent-restarted', 'may-have-run'] as const;
const meant = [...card, 'wrong-card'] as const;
const pin = [...meant, ...kept, 'no-window'] as const;
const capture = [...kept, 'busy', 'biza-key-unknown', 'not-allowed', 'too-late'] as const;

/** Of any ask: `unknown-ask`, `bad-input`, `failed`. */
export const anyAskFails = ['unknown-ask', 'bad-input', 'failed'] as const;

export const asks = {
  /** The files as they are on the card: parsed and verified by the house. A file that this card does not have is left out of the answer. */
  'read-card': {
    keyed: false, failures: card,
    input: z.strictObject({ files: z.array(cardFile).min(1) }),
    output: z.strictObject({
      atr: hex, applet: hex.describe('Answer of GET CARD DATA, without its status word.'),
      files: z.partialRecord(cardFile, z.base64().max(30_000)), activated: z.boolean(), pinTriesLeft: left,
    }),
  },
  /** All of it within one hold of the card; each response as it came, whatever it says. None: it had not begun by `until`, and is not begun any more: another visit's card may be there. */
  'run-script': { keyed: true, failures: [...meant, ...kept], input: z.strictObject({ visit, card: named, script: z.array(hex).min(1).max(500), until }), output: z.strictObject({ responses: z.array(hex) }) },
  'pin-tries': { keyed: false, failures: meant, input: z.strictObject({ card: named }), output: z.strictObject({ left }) },
  /** What had not begun by `until` is not asked any more: `time-out`. What was typed before that is answered after it too. */
  'verify-pin': { keyed: true, failures: pin, input: z.strictObject({ visit, card: named, language, until }), output: z.strictObject({ result: z.enum(['verified', 'wrong', 'blocked', 'cancelled', 'time-out']), left }) },
  'change-pin': { keyed: true, failures: pin, input: z.strictObject({ visit, card: named, language, until }), output: z.strictObject({ result: z.enum(['changed', 'wrong', 'blocked', 'cancelled', 'time-out']), left }) },
  /** The result comes as the message `fingerprints`, with the envelope. */
  'request-fingerprints': {
    keyed: true, failures: [...capture, 'absent'],
    input: z.strictObject({
      visit, dossier: z.uuid(), fingers: z.array(finger).min(1).max(2), exceptions: z.array(finger).max(10), leastQuality: z.int().min(0).max(100), tries: z.int().min(1).max(10), start, until, biza,
    }),
    output: nothing,
  },
  /** Typed twice, on the reader or in the agent's own window; the result comes as the message `code`, with the envelope. */
  'request-code': { keyed: true, failures: [...capture, 'no-window'], input: z.strictObject({ visit, dossier: z.uuid(), language, start, until, biza }), output: nothing },
  /** The visit is over: what was requested for it and has not begun is dropped, and no PIN and no script of it reaches a card from now on (from version 1.1). */
  'forget-visit': { keyed: true, failures: kept, input: z.strictObject({ visit }), output: nothing },
} as const satisfies Readonly<Record<string, Ask>>;

export type NamedCard = NonNullable<z.output<typeof named>>;
export type AskName = keyof typeof asks;
export type AskInput<K extends AskName> = z.input<(typeof asks)[K]['input']>;
export type AskAnswer<K extends AskName> = z.output<(typeof asks)[K]['output']>;
