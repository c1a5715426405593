import { handle } from '#services/kernel/plugin.ts';
import { __camel__ } from './__name__.contract.ts';
import { notes } from './__name__.store.ts';

/** Who reads what was noted about somebody leaves an entry in the audit first. */
export const listNotes = handle(__camel__, 'list', async (ctx, { dossier }) => {
  await ctx.note({ what: '__name__.list', subject: `dossier:${dossier}`, result: 'done' });
  const found = await ctx.store.find(notes, { dossier }, { by: [['keptAt', 'asc'], ['id', 'asc']] });
  return { notes: found.map(({ id: note, text, keptAt }) => ({ note, text, keptAt })) };
});
