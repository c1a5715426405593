import type { Work } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import { invitation } from './invitation.contract.ts';
import { invitationFailures } from './invitation.failures.ts';
import { invitations, wrongCodes } from './invitation.store.ts';
import { normaliseCode } from './personal-code.ts';

const hourMs = 3_600_000;
/** So many wrong codes within an hour are no typing mistakes: it is written in the audit, once for each such number. */
const suspicious = 50;

/** A wrong code, an old code and the code of an ended dossier answer alike, and each is counted. */
export const redeemCode = handle(invitation, 'redeem', async (ctx, { code }) => {
  const known = await ctx.store.first(invitations, { codeIndex: { in: ctx.blindIndexes('invitation-code', normaliseCode(code)) } });
  const dossier = known && await dossierOf(ctx.store, known.dossier);
  if (dossier && !isFinal(journey, dossier.state)) return { dossier: dossier.id };
  const tries = await ctx.work(countWrongCode);
  if (tries % suspicious === 0) ctx.log.warn({ tries }, 'many wrong personal codes within the hour');
  throw invitationFailures['code-unknown']();
});

/** What somebody typed that opens nothing. */
export async function countWrongCode(work: Work<typeof invitation>): Promise<number> {
  const hour = Math.floor(work.at / hourMs) * hourMs;
  if (await work.insertIfNew(wrongCodes, { hour, tries: 1 })) return 1;
  const tries = ((await work.first(wrongCodes, { hour }))?.tries ?? 0) + 1;
  await work.update(wrongCodes, { hour }, { tries });
  if (tries % suspicious === 0) await work.audit({ what: 'invitation.redeem', why: `${tries} wrong codes within the hour`, result: 'refused' });
  return tries;
}
