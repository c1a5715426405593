import { handle } from '#services/kernel/plugin.ts';
import { communication } from './communication.contract.ts';
import { composeMessage } from './compose-message.ts';
import { standingCalls } from './overtake-calls.ts';

/** Who is to be telephoned, with the script to read. */
export const listCalls = handle(communication, 'callList', async (ctx) => {
  const { standing } = await standingCalls(ctx.store);
  return {
    calls: standing.map(({ id, dossier, notice, language, since, tries, personal: { contact, values } }) => ({
      call: id, dossier, notice, language, since, tries, name: `${contact.firstName} ${contact.lastName}`.trim(), telephone: contact.phone ?? contact.mobile ?? '',
      script: composeMessage({ notice, language, medium: 'telephone', values }).body,
    })),
  };
});
