import { definePlugin } from '#services/kernel/plugin.ts';
import { __camel__ } from './__name__.contract.ts';
import { __camel__Retention } from './__name__.retention.ts';
import { notes } from './__name__.store.ts';
import { keepNote } from './keep-note.ts';
import { listNotes } from './list-notes.ts';
import { __camel__001 } from './migrations/001-notes.ts';

export const __camel__Plugin = definePlugin(__camel__, {
  actions: { keep: keepNote, list: listNotes },
  routes: [
    { method: 'POST', path: '/dossiers/{dossier}/__name__', action: '__name__.keep' },
    { method: 'GET', path: '/dossiers/{dossier}/__name__', action: '__name__.list' },
  ],
  tables: [notes],
  migrations: [__camel__001],
  retention: __camel__Retention,
});
