import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A plugin as somebody else makes it, in a folder of its own: it keeps a note on a dossier. */
export function writeOutsidePart(folder: string, changes: { readonly manifest?: object; readonly source?: string } = {}): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@city/door-notes', version: '1.0.0', type: 'module', eidAanHuis: { api: '1', entry: './door-notes.ts', plugins: ['door-notes'] }, ...changes.manifest }));
  writeFileSync(join(folder, 'door-notes.ts'), changes.source ?? source);
  return folder;
}

const source = `
import { column, defineContract, defineMigration, definePlugin, defineRetention, defineTable, handle, retain, z } from 'eid-aan-huis/sdk';

const contract = defineContract('door-notes', {
  title: 'Keeps a note on how to find the door',
  config: z.strictObject({ longest: z.int().min(1).max(200).default(100) }),
  uses: {}, calls: [], events: {},
  actions: {
    write: { kind: 'command', summary: 'Keeps a note.', scope: 'journey:read', input: z.strictObject({ note: z.string().min(1).max(200) }), output: z.object({ length: z.int(), longest: z.int() }) },
    count: { kind: 'query', summary: 'How many notes there are.', scope: 'journey:read', input: z.strictObject({}), output: z.object({ notes: z.int() }) },
  },
});
const columns = { id: column.id(), note: column.sealed(z.string()) };
const notes = defineTable('door-notes_notes', columns, { key: ['id'] });

export const plugins = [definePlugin(contract, {
  actions: {
    write: handle(contract, 'write', (ctx, { note }) => ctx.answer(async (work) => {
      await work.insert(notes, { id: work.newId(), note });
      return { length: note.length, longest: ctx.config.longest };
    })),
    count: handle(contract, 'count', async (ctx) => ({ notes: await ctx.store.count(notes, {}) })),
  },
  routes: [{ method: 'POST', path: '/door-notes', action: 'door-notes.write' }, { method: 'GET', path: '/door-notes', action: 'door-notes.count' }],
  tables: [notes],
  migrations: [defineMigration('door-notes/001-notes', async (schema) => { await schema.createTable('door-notes_notes', columns, { key: ['id'] }); })],
  retention: [defineRetention({
    id: 'door-notes', what: 'Notes on how to find a door', source: { kind: 'own choice', toConfirm: false, text: 'An example.' },
    tables: [retain(notes, { owner: { by: 'content' }, counted: { from: 'never', why: 'An example.' } })],
  })],
})];
`;
