import { failures } from '#services/kernel/failure.ts';
import { handle } from '#services/kernel/plugin.ts';
import { __camel__ } from './__name__.contract.ts';
import { notes } from './__name__.store.ts';

export const __camel__Failures = failures('__name__', {
  'too-many': { status: 409, retry: 'never', title: 'This dossier has as many notes as it may have.' },
});

/** Row, event and audit entry commit together, or none of them. */
export const keepNote = handle(__camel__, 'keep', (ctx, { dossier, note: text }) => ctx.answer(async (work) => {
  if (await work.count(notes, { dossier }) >= ctx.config.most) throw __camel__Failures['too-many']();
  const note = work.newId();
  await work.insert(notes, { id: note, dossier, keptAt: work.at, text });
  await work.audit({ what: '__name__.keep', subject: `dossier:${dossier}`, result: 'done' });
  await work.emit('kept', { dossier, note });
  return { note };
}));
