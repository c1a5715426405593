import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSettings } from '#config/environment.ts';
import { municipalities } from '#config/municipalities.ts';
import { checkBackup } from '#services/backup/check-backup.ts';
import { makeBackup } from '#services/backup/make-backup.ts';
import { manifestName, type Manifest } from '#services/backup/manifest.ts';
import { restoreBackup } from '#services/backup/restore-backup.ts';
import { endRestorePause, reckonWaiting, type Standing } from '#services/host/reconcile.ts';
import { commandActor } from './command-actor.ts';
import { embeddedStore } from './embedded-store.ts';
import { inHouse, waitForOutbox, type Command, type Values } from './in-house.ts';
import { noteInStore } from './note-deed.ts';
import { afterRestore, restoredCommand } from './restored-command.ts';

const folder = (values: Values, option: string): string => {
  const given = values[option];
  if (typeof given !== 'string' || given === '') throw new Error(`--${option}: a folder`);
  return resolve(given);
};

export const backupCommands: Readonly<Record<string, Command>> = {
  backup: {
    summary: 'A copy of the embedded store while the middleware works, in a folder of its own in the one that is named (see docs/backup.md). With --new that one is made and is the backup itself; with --verify a backup is read and checked instead.',
    usage: '--to <folder> [--new] | --verify <folder>', options: { to: { type: 'string' }, new: { type: 'boolean' }, verify: { type: 'string' } },
    run: async (values) => {
      if (values['verify'] !== undefined && (values['to'] !== undefined || values['new'] !== undefined)) throw new Error('either --to or --verify');
      if (values['verify'] !== undefined) return report('is whole', folder(values, 'verify'), checkBackup(folder(values, 'verify')));
      const settings = readSettings();
      const now = Date.now();
      const to = placeOf(folder(values, 'to'), values['new'] === true, now);
      const manifest = await makeBackup({ store: embeddedStore(settings), dataDir: settings.dataDir, anchorsDir: settings.anchorsDir, to, now, onProgress: tellSlowTables() });
      await noteInStore({ file: embeddedStore(settings), dataDir: settings.dataDir, now }, municipalities.map(({ id }) => id), { what: 'store.backup', why: `backup of ${new Date(manifest.madeAt).toISOString()}` });
      return report('is made', to, manifest);
    },
  },
  restore: {
    summary: 'Puts a backup in the place of the embedded store. The outbox starts paused: reconcile, then let it run.',
    usage: '--from <folder> [--yes]', options: { from: { type: 'string' }, yes: { type: 'boolean' } },
    run: async (values) => {
      const settings = readSettings();
      const { manifest, aside } = await restoreBackup({
        from: folder(values, 'from'), store: embeddedStore(settings), dataDir: settings.dataDir, anchorsDir: settings.anchorsDir, municipalities: municipalities.map(({ id }) => id), by: commandActor(), replace: values['yes'] === true, now: Date.now(),
      });
      for (const file of aside) console.log(`put aside: ${file}`);
      console.log(`restored: the store of ${new Date(manifest.madeAt).toISOString()}. Nothing goes out yet.\n${afterRestore}`);
      return 0;
    },
  },
  ...restoredCommand,
  reconcile: {
    summary: 'After a restore: what the outside says of each effect that waits. With --run the pause of the restore ends.',
    usage: '--municipality <NIS> | --all [--run]', options: { municipality: { type: 'string' }, all: { type: 'boolean' }, run: { type: 'boolean' } },
    sends: 'with --run',
    run: async (values, sends) => {
      if (values['all'] === true && values['municipality'] !== undefined) throw new Error('either --municipality or --all');
      const asked = values['all'] === true ? municipalities.map(({ nis }) => String(nis.at(-1)?.code)) : [values['municipality'] ?? ''];
      let code = 0;
      for (const nis of asked) code = Math.max(code, await reconcile({ ...values, municipality: nis }, sends));
      return code;
    },
  },
};

const words: Readonly<Record<Standing, string>> = {
  'happened': 'had gone out; its outcome is taken in', 'not-happened': 'certainly had not gone out; it will', 'not-answered': 'not known, the other side did not answer; asked again before it goes',
  'repeats': 'goes out with the same key, which counts once', 'person': 'may have gone out; waits for a person on the exception list', 'inside': 'work inside the house; goes on',
};

function reconcile(values: Values, sends: boolean): Promise<number> {
  return inHouse(values, async (house, id) => {
    const reckoned = await reckonWaiting(house.engine, id);
    console.log(`${id}: ${reckoned.length} items wait`);
    for (const [standing, same] of Map.groupBy(reckoned, (item) => item.standing)) {
      console.log(`  ${words[standing]}: ${same.length}`);
      for (const { item, name, dossier, failure } of standing === 'inside' ? [] : same) console.log(`    ${item}  ${name}  ${dossier ?? ''}  ${failure ?? ''}`.trimEnd());
    }
    if (!sends) return;
    const ended = await endRestorePause(house.engine, id, commandActor());
    console.log(ended ? '  the pause of the restore is over: the outbox runs, but for what a person switched off' : '  there is no pause of a restore here');
    if (ended) await waitForOutbox(house, values);
  }, sends);
}

/** An existing folder gets a backup by the time of day in it. One that is not there may be a disk that is not mounted. */
function placeOf(to: string, isNew: boolean, now: number): string {
  if (isNew) return to;
  if (!existsSync(to) || !statSync(to).isDirectory()) throw new Error(`--to: there is no folder ${to}: is its disk mounted? With --new it is made, and is the backup itself`);
  if (existsSync(join(to, manifestName))) throw new Error(`--to: ${to} is a backup itself`);
  return join(to, `eid-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`);
}

function tellSlowTables(): (progress: { readonly table: string; readonly rows: number; readonly of: number }) => void {
  let told = Date.now();
  return ({ table, rows, of }) => {
    if (Date.now() - told < 1_000) return;
    told = Date.now();
    console.error(`${table}: ${rows} of ${of} rows`);
  };
}

function report(what: string, to: string, { madeAt, rows, keys, excluded }: Manifest): number {
  console.log(`backup ${to} ${what}: ${Object.values(rows).reduce((sum, count) => sum + count, 0)} rows of ${new Date(madeAt).toISOString()}, without ${excluded.join(', ')}`);
  console.log(`it is opened with the master keys of version ${keys.map(({ version }) => version).join(', ') || '(none)'}, which are not in it: keep keys/master.json apart`);
  return 0;
}
