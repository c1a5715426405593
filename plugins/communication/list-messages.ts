import { handle } from '#services/kernel/plugin.ts';
import { communication } from './communication.contract.ts';
import { calls, messages, type CallState, type MessageState } from './communication.store.ts';

/** A call reads as a message by telephone. */
const spokenState: { readonly [S in CallState]: MessageState | 'overtaken' } = { open: 'waiting', done: 'sent', 'in-vain': 'failed', overtaken: 'overtaken' };

export const listMessages = handle(communication, 'messages', async (ctx, { dossier }) => {
  const [written, spoken] = await Promise.all([ctx.store.find(messages, { dossier }), ctx.store.find(calls, { dossier })]);
  const rows = [
    ...written.map(({ id, notice, medium, language, personal, at, recipient, state }) => ({ message: id, notice, medium, language, subject: personal.subject, at, to: recipient, state })),
    ...spoken.map(({ id, notice, language, personal, since, state }) => ({
      message: id, notice, medium: 'telephone' as const, language, subject: personal.subject, at: since, to: 'citizen' as const, state: spokenState[state],
    })),
  ];
  // Ids rise with time: they settle what was told at the same moment.
  return { messages: rows.toSorted((a, b) => a.at - b.at || a.message.localeCompare(b.message)) };
});
