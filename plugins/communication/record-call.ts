import { handle } from '#services/kernel/plugin.ts';
import { communication } from './communication.contract.ts';
import { communicationFailures } from './communication.failures.ts';
import { calls } from './communication.store.ts';
import { recordContact } from './record-contact.ts';
import { sendMessage } from './send-message.ts';
import { tryNextMedium } from './try-next-medium.ts';

/** Records how a call ended. Nobody there: it stays on the list, a few times at most. A wrong number: the next medium. A wish for a letter: a letter. */
export const recordCall = handle(communication, 'recordCall', (ctx, { call: id, outcome }) => ctx.answer(async (work) => {
  const call = await work.first(calls, { id, state: 'open' });
  if (!call) throw communicationFailures['unknown-call']();
  if (outcome === 'wants-letter' && !ctx.config.media.includes('letter')) {
    throw communicationFailures['no-letters']({ issues: [{ in: 'body', name: 'outcome', detail: 'letters are not used here' }] });
  }
  const { dossier, notice, language, once, personal } = call;
  const tries = call.tries + 1;
  const spoken = outcome !== 'no-answer' && outcome !== 'wrong-number';
  const givenUp = outcome === 'wrong-number' || (outcome === 'no-answer' && tries >= ctx.config.callTries);

  await work.update(calls, { id }, { tries, state: spoken ? 'done' : givenUp ? 'in-vain' : 'open' });
  const about = { message: id, dossier, notice, medium: 'telephone' as const, to: 'citizen' as const };
  if (spoken) {
    await work.emit('sent', about);
    await recordContact(work, { id, dossier, medium: 'telephone', subject: personal.subject });
  }
  if (givenUp) {
    await work.emit('failed', about);
    await tryNextMedium(work, { dossier, notice, language, once, recipient: 'citizen', personal });
  }
  if (outcome === 'wants-letter') await sendMessage(work, { dossier, notice, language, once, recipient: 'citizen', media: ['letter'], contact: personal.contact, values: personal.values });
  await work.emit('called', { dossier, outcome });
  return { dossier };
}));
