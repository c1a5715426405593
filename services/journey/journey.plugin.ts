import { definePlugin, handle } from '#services/kernel/plugin.ts';
import { items } from '#services/outbox/outbox.store.ts';
import { dossiers, history, journeyTables } from './dossier.store.ts';
import { journeyContract } from './journey.contract.ts';
import { journeyRetention } from './journey.retention.ts';
import { specOf, type Move } from './journey.states.ts';
import { journey001 } from './migrations/001-dossiers.ts';
import { journey002 } from './migrations/002-emptied.ts';
import { journey003 } from './migrations/003-due.ts';
import { journey004 } from './migrations/004-stood.ts';
import { fillDeadlines } from './fill-deadlines.ts';
import { listDossiers } from './list-dossiers.ts';
import { dossierOf } from './move-dossier.ts';
import { findPerson } from './people.ts';
import { subjectOf } from './subject-of.ts';
import { timelineStepOf, viewOf } from './view-dossier.ts';

const show = handle(journeyContract, 'show', async (ctx, { dossier: id }) => {
  const dossier = await dossierOf(ctx.store, id);
  const lines = await ctx.store.find(history, { dossier: id }, { by: [['sequence', 'asc']] });
  const asked = await ctx.store.find(items, { dossier: id, kind: 'effect' }, { by: [['createdAt', 'asc'], ['id', 'asc']] });
  const effects = asked.map(({ name, attempts, state }) => {
    const [system = '', operation = ''] = name.split('.');
    return { system, operation, attempts, state };
  });
  return { ...viewOf(dossier), moves: Object.keys(specOf(dossier.state).on) as Move[], timeline: lines.map(timelineStepOf), effects };
});

const find = handle(journeyContract, 'find', async (ctx, { insz }) => {
  const subject = await subjectOf(ctx.store, ctx.blindIndexes, insz);
  // Noted before it is given, and so also where what is looked for cannot be opened.
  await ctx.note({ what: 'journey.find', why: 'looked up by national number', subject, result: 'done' });
  const person = await findPerson(ctx.store, ctx.blindIndexes('insz', insz));
  const found = person ? await ctx.store.find(dossiers, { person }, { by: [['openedAt', 'desc']] }) : [];
  return { dossiers: found.map(viewOf) };
});

export const journeyPlugin = definePlugin(journeyContract, {
  actions: { show, list: listDossiers, find },
  routes: [
    { method: 'GET', path: '/dossiers', action: 'journey.list' },
    { method: 'GET', path: '/dossiers/{dossier}', action: 'journey.show' },
    { method: 'POST', path: '/dossiers/find', action: 'journey.find' },
  ],
  jobs: [{ id: 'fill-deadlines', schedule: { daily: '02:45' }, run: fillDeadlines }],
  tables: journeyTables,
  migrations: [journey001, journey002, journey003, journey004],
  retention: journeyRetention,
});
