import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, type Settings } from '#config/environment.ts';
import { markStore, noteEnds } from '#services/backup/mark-store.ts';
import { holdAlone } from '#services/store/sqlite/hold-file.ts';
import { keyFingerprints } from '#services/vault/key-fingerprints.ts';
import { sealedDeadlines } from '#services/vault/sealed.store.ts';
import { commandActor } from './command-actor.ts';
import { embeddedFile } from './embedded-store.ts';
import { inNode, type Command } from './in-house.ts';

export const afterRestore = 'Next: npm start, then npm run eid -- reconcile --all, and with --run when the list is understood.';

export const restoredCommand: Readonly<Record<string, Command>> = {
  restored: {
    summary: 'For a store that came back from an earlier time by other means: a database server\'s own tools, a snapshot of the machine. Does what a restore does: nothing goes out until it is reconciled.',
    usage: '--yes', options: { yes: { type: 'boolean' } },
    run: async (values) => {
      const settings = readSettings();
      if (values['yes'] !== true) {
        console.error('The outbox of every municipality is paused until it is reconciled, what waits is taken for something that may have happened, and fingerprints and codes are destroyed. Stop every node first, then say --yes.');
        return 2;
      }
      demandKeys(settings);
      demandNobody(settings);
      return inNode({ outbox: false }, async ({ engine }) => {
        const ends = await markStore(engine.store, { municipalities: [...engine.municipalities.keys()], now: Date.now(), why: 'restored by other means', by: commandActor() });
        noteEnds(settings.anchorsDir, ends);
        for (const municipality of ends.keys()) await engine.store.transaction(municipality, (tables) => tables.remove(sealedDeadlines, {}));
        console.log(`marked: ${[...ends.keys()].join(', ')}. Nothing goes out yet.\n${afterRestore}`);
      });
    },
  },
};

function demandKeys({ dataDir }: Settings): void {
  if (keyFingerprints(join(dataDir, 'keys')).length === 0) throw new Error(`there are no keys in ${join(dataDir, 'keys')}: put the keys back first (master.json as it was kept apart)`);
}

/** Of a database server the administrator must know; an embedded store says so itself. */
function demandNobody(settings: Settings): void {
  const file = embeddedFile(settings);
  if (file === undefined) return;
  if (!existsSync(file)) throw new Error(`there is no store at ${file}`);
  holdAlone(file)();
}
