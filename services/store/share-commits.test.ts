import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sequelize } from 'sequelize';
import { shareCommits, type SharedCommits } from './share-commits.ts';
import { sqliteDialectModule } from './sqlite/dialect-module.ts';
import { aShelf, openShelves, shelves } from './store-rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-commits-'));
let files = 0;
const newFile = () => join(folder, `${files++}.sqlite`);
afterAll(() => rmSync(folder, { recursive: true }));

/** In a WAL the last frame of a commit says how large the database is; the others say nothing (https://www.sqlite.org/fileformat2.html#walformat). */
function commitsIn(wal: Buffer): number {
  const frameSize = 24 + wal.readUInt32BE(8);
  let commits = 0;
  for (let frame = 32; frame + frameSize <= wal.length; frame += frameSize) if (wal.readUInt32BE(frame + 4) > 0) commits += 1;
  return commits;
}

test.each([[20, 1], [32, 1], [33, 2], [64, 2]])('units of work that arrive one by one, as requests do, share a commit, up to 32 of them: %i take %i', async (units, expected) => {
  const file = newFile();
  const store = await openShelves(`sqlite:${file}`, join(folder, 'keys'));
  const commits = () => commitsIn(readFileSync(`${file}-wal`));
  const before = commits();
  // Each in a callback of its own: all that it can do without waiting it has done before the next one begins.
  await Promise.all(Array.from({ length: units }, (_, index) => new Promise<void>((resolve, reject) => {
    setImmediate(() => { store.transaction('gent', (tables) => tables.insert(shelves, aShelf({ id: `${index}`, label: `${index}` }))).then(resolve, reject); });
  })));
  expect(await store.reader('gent').count(shelves, {})).toBe(units);
  expect(commits() - before).toBe(expected);
  await store.close();
});

describe('with one writer', () => {
  let file: string;
  let sequelize: Sequelize;
  let writer: SharedCommits;
  beforeEach(async () => {
    file = newFile();
    sequelize = new Sequelize({ dialect: 'sqlite', storage: file, logging: false, dialectModule: sqliteDialectModule(20) });
    writer = shareCommits(sequelize);
    await sequelize.query('CREATE TABLE words (word TEXT UNIQUE)');
  });
  afterEach(async () => { jest.restoreAllMocks(); await sequelize.close(); });

  const put = (word: string) => writer.run((unit) => unit.run(() => sequelize.query('INSERT INTO words VALUES ($1)', { bind: [word], transaction: unit.transaction })));
  const words = () => {
    const db = new DatabaseSync(file);
    const found = db.prepare('SELECT word FROM words ORDER BY word').all().map(({ word }) => word);
    db.close();
    return found;
  };
  /** A unit of work that does not end before it is told to. */
  function aSlowUnit() {
    let end: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => { begun = resolve; });
    const ended = writer.run(async () => { begun(); await new Promise<void>((resolve) => { end = resolve; }); return 'slow'; });
    return { end: () => end(), beginning, ended };
  }

  test('what must not run beside a unit of work waits for the one that is under way, and the next one waits for it', async () => {
    const order: string[] = [];
    const slow = aSlowUnit();
    await slow.beginning;
    const between = writer.between(async () => {
      order.push('between');
      // Nobody has the file.
      const other = new DatabaseSync(file, { timeout: 0 });
      other.exec("BEGIN IMMEDIATE; INSERT INTO words VALUES ('other'); COMMIT;");
      other.close();
      return 'was between';
    });
    void slow.ended.then(() => order.push('slow'));
    slow.end();
    expect(await between).toBe('was between');
    await put('later');
    expect(order).toEqual(['slow', 'between']);
    expect(words()).toEqual(['later', 'other']);
  });

  test('it also runs when nothing is being written, and whoever asked for it is told when it fails', async () => {
    await expect(writer.between(async () => { throw new Error('broken'); })).rejects.toThrow('broken');
    expect(await writer.between(async () => 'again')).toBe('again');
    await put('later');
    expect(words()).toEqual(['later']);
  });

  test('what runs between units of work costs no transaction', async () => {
    const transactions = jest.spyOn(sequelize, 'transaction');
    expect(await writer.between(async () => 'between')).toBe('between');
    await writer.idle();
    expect(transactions).not.toHaveBeenCalled();
  });

  test('nobody waits for a writer that has nothing to do; one that writes is waited for to its commit', async () => {
    await writer.idle();
    const writing = put('a');
    await writer.idle();
    expect(words()).toEqual(['a']);
    await writing;
    await writer.idle();
  });

  test('a unit that fails leaves nothing and harms none of those with which it shares the commit', async () => {
    const failing = writer.run(async (unit) => {
      await unit.run(() => sequelize.query("INSERT INTO words VALUES ('half')", { transaction: unit.transaction }));
      throw new Error('after all not');
    });
    const ended = await Promise.allSettled([put('a'), failing, put('a'), put('b')]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(ended[1]).toMatchObject({ reason: { message: 'after all not' } });
    expect(ended[2]).toMatchObject({ reason: { type: 'store.already-there' } });
    expect(words()).toEqual(['a', 'b']);
  });

  test('nobody is answered before the commit, and when it does not come nobody is told that it did', async () => {
    let answered = 0;
    const ended = Promise.allSettled(['a', 'b'].map((word) => put(word).then(() => (answered += 1))));
    const slow = aSlowUnit();
    await slow.beginning;
    expect(answered).toBe(0);
    // Sequelize tells the console about it.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    jest.spyOn(sequelize.getQueryInterface(), 'commitTransaction').mockRejectedValueOnce(new Error('the disk is gone'));
    slow.end();
    for (const end of await ended) expect(end).toMatchObject({ status: 'rejected', reason: { type: 'store.unanswered', data: { retry: 'ambiguous' } } });
    await expect(slow.ended).rejects.toMatchObject({ type: 'store.unanswered' });
  });

  test('a file that cannot be had is told to those who waited for it, and whoever comes later gets it', async () => {
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const ended = await Promise.allSettled([put('a'), put('b')]);
    for (const end of ended) expect(end).toMatchObject({ status: 'rejected', reason: { type: 'store.busy' } });
    other.exec('COMMIT');
    other.close();
    await put('c');
    expect(words()).toEqual(['c']);
  });

  test('no unit of work begins before the file is its own', async () => {
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const body = jest.fn(async () => 'too early');
    await expect(writer.run(body)).rejects.toMatchObject({ type: 'store.busy' });
    expect(body).not.toHaveBeenCalled();
    other.close();
  });

  test('where the file cannot be opened nothing was changed, and that is what is told', async () => {
    const elsewhere = new Sequelize({ dialect: 'sqlite', storage: folder, logging: false, dialectModule: sqliteDialectModule(20) });
    await expect(shareCommits(elsewhere).run(async () => 'never')).rejects.toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' } });
  });

  test('where SQLite has undone a shared transaction by itself, those in it are told the error that did it, and who came later is written', async () => {
    await put('there');
    const undoing = () => writer.run((unit) => unit.run(() => sequelize.query("INSERT OR ROLLBACK INTO words VALUES ('there')", { transaction: unit.transaction })));
    const ended = await Promise.allSettled([put('before'), undoing(), put('after')]);
    expect(ended).toMatchObject([{ status: 'rejected', reason: { type: 'store.already-there' } }, { status: 'rejected', reason: { type: 'store.already-there' } }, { status: 'fulfilled' }]);
    expect(words()).toEqual(['after', 'there']);
  });
});
