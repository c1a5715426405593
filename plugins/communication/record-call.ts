import type { Work } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { z } from 'zod';
import type { CallOutcome, CallsBy } from './communication.contract.ts';
import { communication } from './communication.contract.ts';
import { communicationFailures } from './communication.failures.ts';
import { calls } from './communication.store.ts';
import { withdrawCall } from './hand-over-call.ts';
import { recordContact } from './record-contact.ts';
import { sendMessage } from './send-message.ts';
import { tryNextMedium } from './try-next-medium.ts';

interface Ended { readonly id: string; readonly outcome: CallOutcome; readonly by: CallsBy }
type Rules = Pick<z.output<typeof communication.config>, 'media' | 'callTries'>;

export const recordCall = handle(communication, 'recordCall', (ctx, { call: id, outcome }) => ctx.answer(async (work) => {
  const ended = await endCall(work, ctx.config, { id, outcome, by: 'clerks' });
  if (!ended) throw communicationFailures['unknown-call']();
  return ended;
}));

/**
 * How a call ended, whoever made it. Nobody there: it stays on the list, a few times at most. A wrong number: the next medium. A wish for a letter: a letter. Undefined:
 * there is no such call, or it is over.
 */
export async function endCall(work: Work<typeof communication>, { media, callTries }: Rules, { id, outcome, by }: Ended): Promise<{ dossier: string } | undefined> {
  const call = await work.first(calls, { id, state: 'open' });
  if (!call) return undefined;
  if (outcome === 'wants-letter' && !media.includes('letter')) {
    throw communicationFailures['no-letters']({ issues: [{ in: 'body', name: 'outcome', detail: 'letters are not used here' }] });
  }
  const { dossier, notice, language, once, since: at, personal } = call;
  const tries = call.tries + 1;
  const spoken = outcome !== 'no-answer' && outcome !== 'wrong-number';
  const givenUp = outcome === 'wrong-number' || (outcome === 'no-answer' && tries >= callTries);

  await work.update(calls, { id }, { tries, state: spoken ? 'done' : givenUp ? 'in-vain' : 'open' });
  // The contact centre knows by itself that a call is over when somebody was there.
  const knownThere = by === 'contact-centre' && outcome !== 'no-answer';
  if ((spoken || givenUp) && !knownThere) await withdrawCall(work, call);
  const about = { message: id, dossier, notice, medium: 'telephone' as const, to: 'citizen' as const };
  if (spoken) {
    await work.emit('sent', about);
    await recordContact(work, { id, dossier, medium: 'telephone', subject: personal.subject });
  }
  if (givenUp) {
    await work.emit('failed', about);
    await tryNextMedium(work, { dossier, notice, language, once, recipient: 'citizen', at, personal });
  }
  if (outcome === 'wants-letter') await sendMessage(work, { dossier, notice, language, once, recipient: 'citizen', media: ['letter'], contact: personal.contact, values: personal.values, callsBy: personal.callsBy });
  await work.emit('called', { dossier, outcome });
  return { dossier };
}
