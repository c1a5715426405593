import { handle } from '#services/kernel/plugin.ts';
import { communication } from './communication.contract.ts';
import { messages } from './communication.store.ts';

export const listMessages = handle(communication, 'messages', async (ctx, { dossier }) => {
  const rows = await ctx.store.find(messages, { dossier }, { by: [['at', 'asc'], ['id', 'asc']] });
  return { messages: rows.map(({ id, notice, medium, language, personal, at, recipient, state }) => ({ message: id, notice, medium, language, subject: personal.subject, at, to: recipient, state })) };
});
