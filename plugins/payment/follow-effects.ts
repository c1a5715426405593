import type { PluginDefinition } from '#services/kernel/plugin.ts';
import type { EffectReport } from '#services/kernel/context.ts';
import { withdrawOnline } from './end-payment.ts';
import { paymentOf } from './find-payment.ts';
import type { payment as contract } from './payment.contract.ts';
import { payments } from './payment.store.ts';

const paymentIn = ({ about }: EffectReport) => String(about['payment']);

/** How the payment system took what we asked. Any of this may come after the payment has ended here: then nothing opens again. */
export const paymentOutcomes: NonNullable<PluginDefinition<typeof contract>['outcomes']> = {
  'payment.start': {
    done: async (work, report) => {
      const { paymentId: externalId, checkoutUrl } = report.output;
      const payment = await paymentOf(work, paymentIn(report));
      if (payment.state === 'starting') {
        await work.update(payments, { id: payment.id }, { state: 'open', externalId, checkoutUrl });
        return;
      }
      await work.update(payments, { id: payment.id }, { externalId, toVerify: true });
      await withdrawOnline(work, payment, externalId);
    },
    failed: async (work, report) => {
      const { id: payment, dossier } = await paymentOf(work, paymentIn(report));
      const failed = await work.update(payments, { id: payment, state: 'starting' }, { state: 'failed' });
      if (failed > 0) await work.emit('failed', { payment, dossier });
    },
  },
  'payment.expectTransfer': {
    done: async (work, report) => {
      const { iban, beneficiary } = report.output;
      const { id: payment, dossier, state, amount, expiresAt: deadline } = await paymentOf(work, paymentIn(report));
      await work.update(payments, { id: payment }, { iban, beneficiary });
      if (state !== 'starting') return;
      await work.update(payments, { id: payment }, { state: 'open' });
      await work.emit('transferRequested', { payment, dossier, amount, iban, beneficiary, communication: report.input.communication, deadline });
    },
    failed: async (work, report) => {
      const { id: payment, dossier } = await paymentOf(work, paymentIn(report));
      const failed = await work.update(payments, { id: payment, state: 'starting' }, { state: 'failed' });
      if (failed > 0) await work.emit('failed', { payment, dossier });
    },
  },
  'payment.refund': {
    // A refusal leaves the payment `refunding`: a person sees it on the exception list and has it tried again.
    done: async (work, report) => {
      const { id: payment, dossier, amount } = await paymentOf(work, paymentIn(report));
      const refunded = await work.update(payments, { id: payment, state: 'refunding' }, { state: 'refunded' });
      if (refunded > 0) await work.emit('refunded', { payment, dossier, amount });
    },
  },
};
