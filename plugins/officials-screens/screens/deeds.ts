import { z } from 'zod';
import { formatMoney } from '#services/belgium/formats.ts';
import type { Language } from '#services/kernel/context.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionName, ActionOutput } from '#services/kernel/registry.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { deedTexts } from './deed-texts.ts';

type Word = keyof typeof deedTexts;
/** What is known of a dossier where its deeds are offered. */
export interface Known {
  readonly dossier: ActionOutput<'journey.show'>;
  readonly visits: ActionOutput<'appointments.ofDossier'>['appointments'];
  readonly payments: ActionOutput<'payment.ofDossier'>['payments'];
}

/** What an official decides and says why: a page that asks once more, then one action of the house. */
export interface Deed {
  readonly needs: ActionName;
  readonly title: Word;
  readonly harm: Word;
  /** One of these is chosen; what each is called stands under `{prefix}-{option}`. */
  readonly choice?: { readonly legend: Word; readonly prefix: string; readonly options: readonly string[] };
  readonly offered: (known: Known) => boolean;
  readonly submit: (ctx: Pick<PageCtx, 'call'>, said: { readonly dossier: string; readonly choice: string }, known: Known) => Promise<unknown>;
}

const allows = (...moves: readonly string[]) => ({ dossier }: Known) => dossier.moves.some((move) => moves.includes(move));
const stands = (purpose: 'capture' | 'delivery') => ({ visits }: Known) => visits.some((visit) => visit.purpose === purpose && (visit.state === 'confirmed' || visit.state === 'held'));
const paid = ({ payments }: Known) => payments.find(({ state }) => state === 'paid');

const media = ['email', 'sms', 'telephone', 'letter'] as const;
const medium = z.enum(media).optional().catch(undefined);
const withdrawReasons = z.enum(['goes-to-counter', 'no-longer-needed', 'other']);
const cancelReasons = ['official-absent', 'citizen-asked', 'other'];

const cancel = (purpose: 'capture' | 'delivery'): Deed => ({
  needs: 'appointments.cancel', title: `cancel-${purpose}`, harm: 'cancelHarm', choice: { legend: 'cancelChoice', prefix: 'cancel', options: cancelReasons }, offered: stands(purpose),
  submit: ({ call }, { dossier, choice }) => call('appointments.cancel', { dossier, purpose, reason: choice }),
});

/** In the order in which they are offered; the last ones end the dossier. */
export const deeds = {
  invite: {
    needs: 'invitation.send', title: 'invite', harm: 'inviteHarm', choice: { legend: 'inviteChoice', prefix: 'invite', options: ['any', ...media] }, offered: allows('invite', 'remind'),
    submit: ({ call }, { dossier, choice }) => call('invitation.send', { dossier, medium: medium.parse(choice) }),
  },
  'hand-to-bpost': {
    needs: 'bpost-delivery.handOver', title: 'hand-to-bpost', harm: 'handHarm', offered: (known) => allows('hand-to-bpost')(known) && known.dossier.deliverBy === 'bpost',
    submit: ({ call }, { dossier }) => call('bpost-delivery.handOver', { dossier }),
  },
  'take-back-receipt': {
    needs: 'delivery.takeBackReceipt', title: 'take-back-receipt', harm: 'takeBackHarm', offered: allows('take-back-receipt'),
    submit: ({ call }, { dossier }) => call('delivery.takeBackReceipt', { dossier }),
  },
  'cancel-capture': cancel('capture'),
  'cancel-delivery': cancel('delivery'),
  refund: {
    needs: 'payment.refund', title: 'refund', harm: 'refundHarm', choice: { legend: 'refundChoice', prefix: 'refund', options: ['our-fault', 'goodwill'] }, offered: (known) => paid(known) !== undefined,
    submit: async ({ call }, { choice }, known) => {
      const payment = paid(known)?.payment;
      return payment === undefined ? undefined : call('payment.refund', { payment, reason: choice });
    },
  },
  refer: {
    needs: 'request.refer', title: 'refer', harm: 'referHarm', choice: { legend: 'referChoice', prefix: 'refer', options: ['home-not-safe', 'documents-needed', 'citizen-asked', 'other'] }, offered: allows('refer'),
    submit: ({ call }, { dossier, choice }) => call('request.refer', { dossier, reason: choice }),
  },
  withdraw: {
    needs: 'request.withdraw', title: 'withdraw', harm: 'withdrawHarm', choice: { legend: 'withdrawChoice', prefix: 'withdraw', options: withdrawReasons.options }, offered: allows('withdraw'),
    submit: ({ call }, { dossier, choice }) => call('request.withdraw', { dossier, reason: withdrawReasons.parse(choice) }),
  },
} as const satisfies Readonly<Record<string, Deed>>;

/** The name in an address; nothing where it names none. */
export const deedOf = (name: string | undefined): Deed | undefined => Object.entries(deeds).find(([known]) => known === name)?.[1];

export function titleOf({ title }: Pick<Deed, 'title'>, known: Known, language: Language): string {
  return sayIn(deedTexts, language)(title, { amount: formatMoney(paid(known)?.amount ?? 0, language) });
}
