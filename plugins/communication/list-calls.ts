import { handle } from '#services/kernel/plugin.ts';
import { communication } from './communication.contract.ts';
import { composeMessage } from './compose-message.ts';
import { standingCalls } from './overtake-calls.ts';

/** Who is to be telephoned, with the script to read. Names and numbers are given, so that each of them is noted as looked up. */
export const listCalls = handle(communication, 'callList', async (ctx) => {
  const { standing } = await standingCalls(ctx.store);
  await ctx.note(...standing.map(({ dossier }) => ({ what: 'communication.callList', subject: `dossier:${dossier}`, why: 'to be telephoned', result: 'done' as const })));
  return {
    calls: standing.map(({ id, dossier, notice, language, since, tries, personal: { contact, values } }) => ({
      call: id, dossier, notice, language, since, tries, name: `${contact.firstName} ${contact.lastName}`.trim(), telephone: contact.phone ?? contact.mobile ?? '',
      script: composeMessage({ notice, language, medium: 'telephone', values }).body,
    })),
  };
});
