import { handle } from '#services/kernel/plugin.ts';
import { communication } from './communication.contract.ts';
import { calls } from './communication.store.ts';
import { composeMessage } from './compose-message.ts';

/** Who is to be telephoned, the longest waiting first, with the script to read. */
export const listCalls = handle(communication, 'callList', async (ctx) => {
  const open = await ctx.store.find(calls, { state: 'open' }, { by: [['since', 'asc']] });
  return {
    calls: open.map(({ id, dossier, notice, language, since, tries, personal: { contact, values } }) => ({
      call: id, dossier, notice, language, since, tries, name: `${contact.firstName} ${contact.lastName}`.trim(), telephone: contact.phone ?? contact.mobile ?? '',
      script: composeMessage({ notice, language, medium: 'telephone', values }).body,
    })),
  };
});
