import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import { outgoingPost } from './outgoing-post.ts';
import { sandboxBench, type SandboxBench } from './sandbox-bench.ts';
import { openSandboxFile } from './sandbox-file.ts';
import { openToyOffice, toyOffice } from './toy-office.ts';

const start = Date.UTC(2026, 10, 24, 9);
let bench: SandboxBench<unknown>;
let office: OpenSandbox<typeof toyOffice>;
beforeEach(() => {
  bench = sandboxBench({}, start);
  office = openToyOffice(bench.env);
});
afterEach(() => { office.close(); bench.remove(); });

const pull = (lever: string, input: unknown = {}) => bench.pull(office, lever, input);
const fault = (operation: string, kind: string | null, more: { times?: number; ms?: number } = {}) => pull('fault', { operation, kind, ...more });
const ledger = async (dossier?: string) => z.object({ entries: z.array(z.looseObject({ operation: z.string(), times: z.int() })) }).parse(await pull('ledger', { ...(dossier !== undefined && { dossier }) })).entries;
const given = async () => (await office.implementation.given({}, bench.call(''))).number;
const fails = (type: string, retry: string) => expect.objectContaining({ type: `toy-office.${type}`, data: { retry } });
const dossier = randomUUID();
const asked = { dossier };
const numbersTold = () => bench.delivered.map(({ payload }) => payload['number']);

describe('an operation', () => {
  test('that is keyed is accepted once per key, and answers the same each time', async () => {
    const key = randomUUID();
    const answers = [];
    for (const again of [key, key, randomUUID()]) answers.push((await office.implementation.giveKeyed(asked, bench.call(again))).number);
    expect(answers).toEqual([1, 1, 2]);
    expect((await ledger()).map(({ times }) => times)).toEqual([2, 1]);
  });
  test('takes a key that another operation has seen', async () => {
    const key = randomUUID();
    await office.implementation.giveKeyed(asked, bench.call(key));
    expect(await office.implementation.announce(asked, bench.call(key))).toEqual({ number: 2 });
  });
  test('that is parked or looked up acts each time it is asked, whatever the key', async () => {
    const key = randomUUID();
    for (const _ of ['once', 'again']) await office.implementation.giveParked(asked, bench.call(key));
    for (const _ of ['once', 'again']) await office.implementation.giveLooked.perform(asked, bench.call(key));
    expect(await given()).toBe(4);
  });
  test('that is refused leaves nothing behind, and its key free', async () => {
    const key = randomUUID();
    await expect(office.implementation.giveKeyed({ dossier: 'nobody' }, bench.call(key))).rejects.toEqual(fails('refused', 'never'));
    expect([await given(), await ledger()]).toEqual([0, []]);
    await expect(office.implementation.giveKeyed(asked, bench.call(key))).resolves.toEqual({ number: 1 });
  });
  test('is written in the ledger with who asked, when, and for which dossier; a read is not', async () => {
    const key = randomUUID();
    await given();
    await office.implementation.giveKeyed(asked, bench.call(key));
    await office.implementation.giveParked({ dossier: randomUUID() }, bench.call());
    expect(await ledger(dossier)).toEqual([{ operation: 'giveKeyed', key, dossier, actor: 'official:els.peeters', at: start, times: 1, asked: key }]);
    expect(await ledger()).toHaveLength(2);
  });
  test('survives that everything stops: who opens the same folder finds it again', async () => {
    const key = randomUUID();
    await office.implementation.giveKeyed(asked, bench.call(key));
    await fault('giveParked', 'down');
    office.close();
    office = openToyOffice(bench.env);
    expect(await office.implementation.giveKeyed(asked, bench.call(key))).toEqual({ number: 1 });
    await expect(office.implementation.giveParked(asked, bench.call())).rejects.toEqual(fails('unavailable', 'safe'));
  });
});

describe('a system that is', () => {
  test('down does nothing, until it is up again', async () => {
    await fault('giveKeyed', 'down');
    for (const _ of ['once', 'again']) await expect(office.implementation.giveKeyed(asked, bench.call())).rejects.toEqual(fails('unavailable', 'safe'));
    expect(await ledger()).toEqual([]);
    await fault('giveKeyed', null);
    await expect(office.implementation.giveKeyed(asked, bench.call())).resolves.toEqual({ number: 1 });
  });
  test('broken in several ways says in which, and for how many calls more', async () => {
    await fault('giveKeyed', 'down');
    await fault('*', 'slow', { times: 3, ms: 1 });
    await office.implementation.giveParked(asked, bench.call());
    expect(await pull('faults')).toEqual({ faults: [{ operation: '*', kind: 'slow', remaining: 2, ms: 1 }, { operation: 'giveKeyed', kind: 'down', remaining: null, ms: 1_000 }] });
    await fault('giveKeyed', null);
    expect(await pull('faults')).toEqual({ faults: [expect.objectContaining({ operation: '*' })] });
  });
  test('refusing does nothing, and for good', async () => {
    await fault('giveKeyed', 'refuses', { times: 1 });
    await expect(office.implementation.giveKeyed(asked, bench.call())).rejects.toEqual(fails('refused', 'never'));
    expect(await ledger()).toEqual([]);
  });
  test('late has done the deed when the answer does not come; the key finds it again', async () => {
    const key = randomUUID();
    await fault('giveKeyed', 'answers-late', { times: 1 });
    await expect(office.implementation.giveKeyed(asked, bench.call(key))).rejects.toEqual(fails('no-answer', 'ambiguous'));
    expect(await given()).toBe(1);
    expect(await office.implementation.giveKeyed(asked, bench.call(key))).toEqual({ number: 1 });
    expect(await ledger()).toMatchObject([{ operation: 'giveKeyed', times: 2 }]);
  });
  test('late with a read has nothing unsure about it', async () => {
    await fault('given', 'answers-late', { times: 1 });
    await expect(given()).rejects.toEqual(fails('unavailable', 'safe'));
  });
  test('late with what is looked up is found by looking', async () => {
    await fault('giveLooked', 'answers-late', { times: 1 });
    expect(await office.implementation.giveLooked.lookUp(asked, bench.call())).toBeUndefined();
    await expect(office.implementation.giveLooked.perform(asked, bench.call())).rejects.toEqual(fails('no-answer', 'ambiguous'));
    expect(await office.implementation.giveLooked.lookUp(asked, bench.call())).toEqual({ number: 1 });
  });
  test.each(['down', 'answers-late'])('%s can hit the look too, and then nothing is known', async (kind) => {
    await fault('look-up', kind, { times: 1 });
    await expect(office.implementation.giveLooked.lookUp(asked, bench.call())).rejects.toEqual(fails('unavailable', 'safe'));
    expect(await office.implementation.giveLooked.lookUp(asked, bench.call())).toBeUndefined();
  });
  test('asked twice gives two where nothing tells the two apart, and one under a key', async () => {
    await fault('*', 'answers-twice', { times: 2 });
    expect(await office.implementation.giveParked(asked, bench.call())).toEqual({ number: 1 });
    expect(await office.implementation.giveKeyed(asked, bench.call())).toEqual({ number: 3 });
    expect((await ledger()).map(({ operation, times }) => [operation, times])).toEqual([['giveParked', 1], ['giveParked', 1], ['giveKeyed', 2]]);
  });
  test('slow acts in its own time and all the same when nobody waits for it any more', async () => {
    await fault('giveKeyed', 'slow', { ms: 100 });
    const impatient = new AbortController();
    const began = performance.now();
    const answer = office.implementation.giveKeyed(asked, { ...bench.call(), signal: impatient.signal });
    impatient.abort();
    expect(await answer).toEqual({ number: 1 });
    expect(performance.now() - began).toBeGreaterThan(90);
    await fault('giveKeyed', 'slow', { ms: 1 });
    await expect(office.implementation.giveKeyed(asked, bench.call())).resolves.toEqual({ number: 2 });
  });
});

describe('a fault', () => {
  test('hits as many calls as it was told, and the operation it names before all others', async () => {
    await fault('*', 'refuses');
    await fault('giveKeyed', 'down', { times: 2 });
    for (const type of ['unavailable', 'unavailable', 'refused']) await expect(office.implementation.giveKeyed(asked, bench.call())).rejects.toMatchObject({ type: `toy-office.${type}` });
    await expect(office.implementation.giveParked(asked, bench.call())).rejects.toEqual(fails('refused', 'never'));
  });
  test('takes the place of the one before it', async () => {
    await fault('giveKeyed', 'down');
    await fault('giveKeyed', 'refuses', { times: 1 });
    await expect(office.implementation.giveKeyed(asked, bench.call())).rejects.toEqual(fails('refused', 'never'));
    await expect(office.implementation.giveKeyed(asked, bench.call())).resolves.toBeDefined();
  });
  test('of an operation that the system does not have is refused, by its name', async () => {
    await expect(fault('giveAway', 'down')).rejects.toMatchObject({ issues: [{ path: ['operation'] }] });
  });
});

describe('a message to the house', () => {
  test('goes out after the operation that posts it, once', async () => {
    const key = randomUUID();
    for (const _ of ['once', 'again']) await office.implementation.announce(asked, bench.call(key));
    expect(bench.delivered).toEqual([{ message: 'given', id: expect.any(String), payload: { number: 1 }, envelope: undefined }]);
  });
  test('goes out though the answer to the operation is lost', async () => {
    await fault('announce', 'answers-late', { times: 1 });
    await expect(office.implementation.announce(asked, bench.call())).rejects.toEqual(fails('no-answer', 'ambiguous'));
    expect(numbersTold()).toEqual([1]);
  });
  test('of a deed that was refused never goes out', async () => {
    await expect(office.implementation.announce({ dossier: 'nobody' }, bench.call())).rejects.toEqual(fails('refused', 'never'));
    await expect(pull('give', { dossier: 'nobody' })).rejects.toEqual(fails('refused', 'never'));
    expect(await pull('flush')).toEqual({ waiting: 0 });
    expect([await given(), bench.delivered]).toEqual([0, []]);
  });
  test('is repeated under its own id until the house has taken it in, and the deed is not undone by that', async () => {
    let open = false;
    const taken: string[] = [];
    office.close();
    office = openToyOffice({ ...bench.env, deliver: (_message, id, payload) => { taken.push(`${id} ${String(payload['number'])}`); return open ? Promise.resolve() : Promise.reject(new Error('the house is closed')); } });
    await pull('give', asked);
    await pull('give', asked);
    expect(await pull('flush')).toEqual({ waiting: 2 });
    open = true;
    expect(await pull('flush')).toEqual({ waiting: 0 });
    const last = taken.slice(-2);
    expect(last.map((text) => text.slice(-2))).toEqual([' 1', ' 2']);
    expect(taken.slice(0, -2).every((text) => text === last[0])).toBe(true);
    await pull('flush');
    expect(taken.slice(-2)).toEqual(last);
  });
  test('that waited goes out at the next chance, in order, also after everything stopped', async () => {
    await fault('given', 'down');
    for (const number of [1, 2]) await pull('tell', { number });
    expect(numbersTold()).toEqual([]);
    office.close();
    office = openToyOffice(bench.env);
    await fault('given', null);
    await pull('tell', { number: 3 });
    expect(numbersTold()).toEqual([1, 2, 3]);
  });
  test('that nobody keeps together with what it tells of is refused', async () => {
    const file = openSandboxFile(bench.env.folder, toyOffice.id);
    const { post } = outgoingPost(file, toyOffice, bench.env);
    expect(() => post('given', { number: 1 })).toThrow('outside the transaction');
    file.close();
    expect(await pull('flush')).toEqual({ waiting: 0 });
  });
  test('comes twice, or again after another one, under one id', async () => {
    await fault('given', 'answers-twice', { times: 1 });
    await pull('tell', { number: 1 });
    await fault('given', 'answers-late', { times: 1 });
    await pull('tell', { number: 2 });
    await pull('tell', { number: 3 });
    expect(numbersTold().slice(0, 3)).toEqual([1, 1, 2]);
    expect(new Set(bench.delivered.map(({ id, payload }) => `${id} ${String(payload['number'])}`)).size).toBe(3);
    expect(numbersTold().filter((number) => number === 2)).toHaveLength(2);
    expect(await pull('flush')).toEqual({ waiting: 0 });
  });
});

test('a message survives that the process is killed between the change and the delivery, and tells of that change', async () => {
  const program = `
    import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
    import { openToyOffice } from '#connectors/sandbox-kit/toy-office.ts';
    const [folder] = process.argv.slice(1);
    const bench = sandboxBench({}, 0, folder);
    const office = openToyOffice({ ...bench.env, deliver: () => { process.kill(process.pid, 'SIGKILL'); return new Promise(() => undefined); } });
    await bench.pull(office, 'give', { dossier: 'anybody' });`;
  const died = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, bench.env.folder], { cwd: join(__dirname, '../..') });
  await expect(died).rejects.toMatchObject({ signal: 'SIGKILL' });
  expect(await pull('flush')).toEqual({ waiting: 0 });
  expect([await given(), numbersTold()]).toEqual([1, [1]]);
});

test('two processes on one file accept each key once and lose nothing', async () => {
  const keys = Array.from({ length: 40 }, () => randomUUID());
  const program = `
    import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
    import { openToyOffice } from '#connectors/sandbox-kit/toy-office.ts';
    const [folder, keys] = process.argv.slice(1);
    const bench = sandboxBench({}, 0, folder);
    const office = openToyOffice(bench.env);
    for (const key of JSON.parse(keys)) await office.implementation.giveKeyed({ dossier: key }, bench.call(key));
    for (const key of JSON.parse(keys)) await office.implementation.giveParked({ dossier: key }, bench.call(key));
    office.close();`;
  const folder = join(bench.env.folder, 'shared');
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, folder, JSON.stringify(keys)], { cwd: join(__dirname, '../..') });
  await Promise.all([run(), run()]);
  office.close();
  office = openToyOffice({ ...bench.env, folder });
  const entries = await ledger();
  expect(entries.filter(({ operation }) => operation === 'giveKeyed').map(({ times }) => times)).toEqual(keys.map(() => 2));
  expect(entries.filter(({ operation }) => operation === 'giveParked')).toHaveLength(80);
  expect(await given()).toBe(120);
});
