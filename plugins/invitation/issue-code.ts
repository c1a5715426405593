import type { Work } from '#services/kernel/context.ts';
import type { invitation } from './invitation.contract.ts';
import { invitations, type Invitation } from './invitation.store.ts';
import { makeCode } from './personal-code.ts';

/** Gives a dossier its personal code. A fresh one takes the place of the old. */
export async function issueCode(work: Work<typeof invitation>, dossier: string, notice: Invitation['notice']): Promise<Invitation> {
  return putCode(work, dossier, notice, await drawCode(work));
}

/** Puts a code that was drawn in the place of the one before. */
export async function putCode(work: Work<typeof invitation>, dossier: string, notice: Invitation['notice'], made: Pick<Invitation, 'codeIndex' | 'personal'>): Promise<Invitation> {
  if (!await work.insertIfNew(invitations, { dossier, notice, ...made })) await work.update(invitations, { dossier }, made);
  const issued = await work.first(invitations, { dossier });
  if (!issued) throw new Error('the invitation vanished');
  return issued;
}

/** Two dossiers never have the same code, also when the keys changed in between. */
export async function drawCode(work: Work<typeof invitation>): Promise<Pick<Invitation, 'codeIndex' | 'personal'>> {
  for (;;) {
    const code = makeCode();
    const { newest, all } = await work.claimIndex('invitation-code', code);
    if (await work.count(invitations, { codeIndex: { in: all } }) === 0) return { codeIndex: newest, personal: { code } };
  }
}
