import { handle } from '#services/kernel/plugin.ts';
import { invitation } from './invitation.contract.ts';
import { codeAsks } from './invitation.store.ts';

/**
 * Nothing is looked up before the answer: whoever asks, for whomever, the same two rows are written and the same is said. Whether there is anybody is judged
 * behind the outbox (`judge-ask.ts`), so that neither words nor time tell a stranger anything.
 */
export const askCode = handle(invitation, 'askCode', (ctx, typed) => ctx.answer(async (work) => {
  const ask = work.newId();
  await work.insert(codeAsks, { id: ask, at: work.at, personal: { typed, code: null } });
  await work.emit('codeAsked', { ask });
  return {};
}));
