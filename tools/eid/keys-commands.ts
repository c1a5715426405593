import { renameSync, writeFileSync } from 'node:fs';
import type { House } from '#services/host/open-house.ts';
import { inNode, type Command } from './in-house.ts';
import { noteDeed } from './note-deed.ts';

/** Nothing goes out meanwhile. */
const withKeys = (body: (house: House) => Promise<number | void>) => inNode({ outbox: false }, body);

/** The keys are those of the whole installation, not of one municipality. */
export const keysCommands: Readonly<Record<string, Command>> = {
  'keys status': {
    summary: 'The key versions, and what is still under an older one.', usage: '', options: {},
    run: () => withKeys(async ({ keys }) => {
      const [newest, ...old] = keys.versions();
      const uses = await keys.inUse();
      console.log(`version ${newest}: the newest, everything is written under it`);
      for (const version of old) {
        const of = uses.filter((use) => use.version === version);
        console.log(`version ${version}: ${of.length === 0 ? 'not in use any more' : `${of.reduce((sum, { count }) => sum + count, 0)} values`}`);
        for (const { municipality, table, column, count } of of) console.log(`  ${municipality}  ${table}.${column}  ${count}`);
      }
    }),
  },
  'keys rotate': {
    summary: 'Adds a key; a running middleware takes it at once. Older keys stay for reading.', usage: '', options: {},
    run: () => withKeys(async (house) => {
      const { keys } = house;
      await keys.rotate();
      await noteDeed(house, house.engine.municipalities.keys(), { what: 'keys.rotate', why: `version ${keys.versions()[0]} is the newest` });
      console.log(`version ${keys.versions()[0]} is the newest now: everything is written under it. Back up the folder keys/ before anything else.`);
      console.log('What stands under an older key is brought over within the hour by a running middleware, or now by: npm run eid -- keys rekey');
    }),
  },
  'keys bus': {
    summary: 'Writes the key of the bus, and nothing else, for nodes whose one role is connectors.', usage: '--out <file>', options: { out: { type: 'string' } },
    run: ({ out }) => withKeys(async (house) => {
      if (typeof out !== 'string') throw new Error('--out: the file to write');
      // Beside it first: a node that reads it meanwhile finds the old one or the new one.
      writeFileSync(`${out}.new`, await house.busKeyFile(), { mode: 0o600, flush: true });
      renameSync(`${out}.new`, out);
      await noteDeed(house, house.engine.municipalities.keys(), { what: 'keys.bus', why: `version ${house.keys.versions()[0]} is the newest` });
      console.log(`${out}: for BUS_KEY_FILE. It opens nothing that rests. Write it anew after each rotation: until then those nodes are not heard.`);
    }),
  },
  'keys rekey': {
    summary: 'Brings everything that can be under the newest key. May be broken off and begun again.', usage: '', options: {},
    run: () => withKeys(async (house) => {
      const { keys, engine } = house;
      let remains = 0;
      // Rows of a municipality that is left out of the configuration hold an old key just as well.
      const municipalities = new Set([...engine.municipalities.keys(), ...(await keys.inUse()).map((use) => use.municipality)]);
      for (const municipality of municipalities) {
        const { changed, left } = await keys.rekey(municipality);
        remains += left;
        await noteDeed(house, [municipality], { what: 'keys.rekey', why: `${changed} rows under version ${keys.versions()[0]}, ${left} left` });
        console.log(`${municipality}: ${changed} rows are under the newest key now${left > 0 ? `; ${left} stay under an older one` : ''}`);
      }
      if (remains > 0) console.log('What stays goes when its time is over (see: keys status), or cannot be opened (see: vault-check).');
    }),
  },
  'keys retire': {
    summary: 'Takes an old key away for ever, once nothing is under it.', usage: '--version <number> --yes', options: { version: { type: 'string' }, yes: { type: 'boolean' } },
    run: ({ version, yes }) => withKeys(async (house) => {
      if (!/^[1-9]\d*$/.test(String(version))) throw new Error('--version: the number of a key, see: keys status');
      if (yes !== true) throw new Error(`backups from before the last re-keying can be opened only with key ${version}: say --yes when none of them is needed any more`);
      await house.keys.retire(Number(version));
      await noteDeed(house, house.engine.municipalities.keys(), { what: 'keys.retire', why: `version ${Number(version)}` });
      console.log(`version ${version} is gone`);
    }),
  },
  'vault-check': {
    summary: 'Opens everything that is sealed, in every municipality of the configuration, and names what cannot be opened, or is not that of its row.', usage: '', options: {},
    run: () => withKeys(async ({ keys, engine }) => {
      let found = 0;
      for (const municipality of engine.municipalities.keys()) {
        for await (const { table, key, column } of keys.check(municipality)) {
          found += 1;
          console.log(`${municipality}  ${table} ${key.join(' ')}  ${column}: cannot be opened, or is not that of its row`);
        }
      }
      console.log(found === 0 ? 'everything that is sealed can be opened, and is that of its row' : `${found} sealed values cannot be opened: they were changed or moved, their row was given to somebody else, or their key is missing`);
      return found === 0 ? 0 : 1;
    }),
  },
};
