import { handle } from '#services/kernel/plugin.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import { invitation } from './invitation.contract.ts';
import { invitationFailures } from './invitation.failures.ts';
import { invitations } from './invitation.store.ts';
import { normaliseCode } from './personal-code.ts';

/** A wrong code, an old code and the code of an ended dossier answer alike; each wrong one leaves an audit entry, to be counted. */
export const redeemCode = handle(invitation, 'redeem', async (ctx, { code }) => {
  const known = await ctx.store.first(invitations, { codeIndex: { in: ctx.blindIndexes('invitation-code', normaliseCode(code)) } });
  const dossier = known && await dossierOf(ctx.store, known.dossier);
  if (dossier && !isFinal(journey, dossier.state)) return { dossier: dossier.id };
  await ctx.work((work) => work.audit({ what: 'invitation.redeem', why: 'personal code', result: 'refused' }));
  throw invitationFailures['code-unknown']();
});
