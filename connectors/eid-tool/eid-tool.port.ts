import { z } from 'zod';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

/** Kinds of document that the municipality's tool manages. Only `eid` is served at home; the rest is referred to the counter. */
export const cardKind = z.enum(['eid', 'kids-id', 'foreigner']);

export const card = z.object({
  cardNumber: cardNumberSchema,
  insz: inszSchema,
  kind: cardKind,
  expiresOn: daySchema,
  /** `certificates`: at 75 and over the card stays, only its certificates are renewed. That is done at the counter. */
  renewal: z.enum(['card', 'certificates']),
});

const done = z.object({});

/** The municipality's existing eID management tool (S1). */
export const eidTool = definePort('eid-tool', {
  /** Cards that expire from `from` up to and including `until`, in pages. */
  expiringCards: {
    idempotency: 'read', personal: true, input: z.object({ from: daySchema, until: daySchema, after: z.string().nullable().default(null) }),
    output: z.object({
      cards: z.array(card), next: z.string().nullable(),
      /** Cards on this page that nobody could read: they are counted, never passed over in silence. */
      unreadable: z.int().default(0),
    }),
  },
  /** The card that a citizen holds now. */
  cardOf: { idempotency: 'read', personal: true, input: z.object({ insz: inszSchema }), output: z.object({ card: card.nullable() }) },
  /** Renewals that were begun or finished at the counter since a moment (epoch milliseconds UTC), oldest first. */
  renewalsAtCounter: {
    idempotency: 'read', personal: true, input: z.object({ since: z.int() }),
    output: z.object({ renewals: z.array(z.object({ cardNumber: cardNumberSchema, at: z.int() })) }),
  },
  /** A renewal procedure is opened for this card. */
  openRenewal: { idempotency: 'keyed', personal: true, atDesk: ['try-again'], input: z.object({ dossier: z.uuid(), cardNumber: cardNumberSchema }), output: done },
  /** Only the derived flag goes to the tool, never the file behind it. */
  setHomeServiceFlag: { idempotency: 'keyed', personal: true, atDesk: ['try-again'], input: z.object({ insz: inszSchema, homeService: z.boolean() }), output: done },
  /** The tool shows our dossier beside its own. `sequence` rises: an older one never overwrites a newer one. */
  mirrorDossier: {
    idempotency: 'keyed', personal: true, atDesk: ['try-again', 'let-go'], input: z.object({ dossier: z.uuid(), cardNumber: cardNumberSchema, state: z.string(), sequence: z.int(), at: z.int() }), output: done,
  },
  closeRenewal: {
    idempotency: 'keyed', personal: true, atDesk: ['try-again'],
    input: z.object({ dossier: z.uuid(), cardNumber: cardNumberSchema, newCardNumber: cardNumberSchema, closedOn: daySchema, deliveredBy: z.enum(['official', 'bpost']) }), output: done,
  },
});

export const eidToolFailures = failures('eid-tool', {
  unavailable: { status: 503, retry: 'safe', title: 'The eID management tool does not answer.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'The eID management tool did not answer in time; it may have acted.' },
  'unknown-card': { status: 422, retry: 'never', title: 'The eID management tool does not know this card.' },
  refused: { status: 422, retry: 'never', title: 'The eID management tool refused this.' },
  // An expired token or a renamed column must hold effects back, not send each to the exception list.
  'credentials-refused': { status: 503, retry: 'safe', title: 'The eID management tool does not let us in: an administrator must check the connection.' },
  misconfigured: { status: 503, retry: 'safe', title: 'The connection with the eID management tool is not set up right: an administrator must check it.' },
  'not-understood': { status: 502, retry: 'never', title: 'The eID management tool says that our request does not keep to its contract.' },
  unreadable: { status: 502, retry: 'safe', title: 'The eID management tool answered something that nobody understands.' },
  unclear: { status: 502, retry: 'ambiguous', title: 'The eID management tool answered something that nobody understands; it may have acted.' },
});
export type EidToolFailure = keyof typeof eidToolFailures;
