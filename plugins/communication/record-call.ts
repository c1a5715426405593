import { handle } from '#services/kernel/plugin.ts';
import { communication } from './communication.contract.ts';
import { communicationFailures } from './communication.failures.ts';
import { calls } from './communication.store.ts';
import { sendMessage } from './send-message.ts';

/** Calls without answer after which another medium is tried. */
const maximumTries = 3;

/** Records how a call ended. Nobody there: it stays on the list, three times at most; a wrong number or a wish for a letter: the next medium. */
export const recordCall = handle(communication, 'recordCall', (ctx, { call: id, outcome }) => ctx.answer(async (work) => {
  const call = await work.first(calls, { id, state: 'open' });
  if (!call) throw communicationFailures['unknown-call']();
  const { dossier, notice, language, once, personal: { contact, values, next } } = call;
  const tries = call.tries + 1;
  const spoken = outcome !== 'no-answer' && outcome !== 'wrong-number';
  const givenUp = outcome === 'wrong-number' || (outcome === 'no-answer' && tries >= maximumTries);

  await work.update(calls, { id }, { tries, state: spoken ? 'done' : givenUp ? 'in-vain' : 'open' });
  if (spoken) await work.emit('sent', { message: id, dossier, notice, medium: 'telephone' });
  if (spoken || givenUp) await work.emit('called', { dossier, outcome });
  if (outcome === 'wants-letter' || givenUp) {
    const sent = await sendMessage(work, { dossier, notice, language, once, recipient: 'citizen', media: next.filter((medium) => medium !== 'telephone'), contact, values });
    if (!sent && givenUp) await work.emit('unreachable', { dossier, notice });
  }
  return { dossier };
}));
