import { addDays } from '#services/belgium/day.ts';
import { handle } from '#services/kernel/plugin.ts';
import { authorisations } from './authorisations.contract.ts';
import { authorisationFailures } from './authorisations.failures.ts';
import { agreements } from './authorisations.store.ts';
import { standOf } from './stand-of.ts';

/** A fact with a past, like the authorisations themselves: one agreement follows another, and who wrote it down is in the audit. */
export const recordAgreement = handle(authorisations, 'recordAgreement', (ctx, { reference, validFrom, validUntil }) => {
  if (validUntil < validFrom) throw authorisationFailures['ends-before-it-begins']({ issues: [{ in: 'body', name: 'validUntil', detail: 'before validFrom' }] });
  return ctx.answer(async (work) => {
    const facts = { validFrom, validUntil, recordedBy: work.actor, recordedAt: work.at };
    if (!await work.insertIfNew(agreements, { reference, ...facts })) await work.update(agreements, { reference }, facts);
    await work.audit({ what: 'authorisations.recordAgreement', subject: `agreement:${reference}`, why: `${validFrom} to ${validUntil}`, result: 'done' });
    return { reference, validFrom, validUntil, standing: standOf({ validFrom, validUntil }, ctx.today(), addDays(ctx.today(), ctx.config.warnDays)) };
  });
});
