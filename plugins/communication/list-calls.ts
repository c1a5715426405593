import { handle } from '#services/kernel/plugin.ts';
import { communication } from './communication.contract.ts';
import { composeMessage } from './compose-message.ts';
import { nameOf, telephoneOf } from './hand-over-call.ts';
import { standingCalls } from './overtake-calls.ts';

/** Who is to be telephoned by clerks, with the script to read. Names and numbers are given, so that each of them is noted as looked up. */
export const listCalls = handle(communication, 'callList', async (ctx) => {
  const { standing: all } = await standingCalls(ctx.store);
  const standing = all.filter(({ heldBy }) => heldBy === null);
  await ctx.note(...standing.map(({ dossier }) => ({ what: 'communication.callList', subject: `dossier:${dossier}`, why: 'to be telephoned', result: 'done' as const })));
  return {
    calls: standing.map(({ id, dossier, notice, language, since, tries, personal: { contact, values } }) => ({
      call: id, dossier, notice, language, since, tries, name: nameOf(contact), telephone: telephoneOf(contact),
      script: composeMessage({ notice, language, medium: 'telephone', values }).body,
    })),
  };
});
