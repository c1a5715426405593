import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeepingInUse, openKeeping, type Keeping } from './open-keeping.ts';

const home = mkdtempSync(join(tmpdir(), 'keeping-'));
let keeping: Keeping;
beforeEach(() => { keeping = openKeeping(home); });
afterEach(() => { keeping.close(); });
afterAll(() => { rmSync(home, { recursive: true }); });

const again = () => { keeping.close(); keeping = openKeeping(home); };
const aDelivery = () => ({ id: randomUUID(), message: 'code', payload: { device: 'tablet-1' }, envelope: { keyId: 'k', wrappedKey: 'AA==', iv: 'AA==', ciphertext: 'AA==', tag: 'AA==', boundTo: { dossier: randomUUID(), purpose: 'code' as const } } });
const aRequest = (visit: string, kind: 'fingerprints' | 'code' = 'code') => {
  const asked = { visit, dossier: randomUUID(), start: 'at-the-door' as const, until: 5, biza: { keyId: 'k', certificate: 'c' } };
  return kind === 'code' ? { kind, request: randomUUID(), step: 'waiting' as const, asked: { ...asked, language: 'nl' as const } }
    : { kind, request: randomUUID(), step: 'waiting' as const, asked: { ...asked, fingers: ['left-index' as const], exceptions: [], leastQuality: 60, tries: 3 } };
};

test('what waits is delivered oldest first, as it was, also after a restart, until it is taken', () => {
  const [first, second] = [aDelivery(), aDelivery()];
  keeping.deliveries.add(first, 1);
  keeping.deliveries.add(second, 2);
  again();
  expect(keeping.deliveries.next(3)).toEqual({ delivery: first, tries: 0 });
  keeping.deliveries.taken(first.id);
  again();
  expect(keeping.deliveries.next(3)?.delivery).toEqual(second);
  keeping.deliveries.taken(second.id);
  expect(keeping.deliveries.waiting()).toEqual([]);
});

test('what is postponed lets the next one pass and comes again in its time', () => {
  const [first, second] = [aDelivery(), aDelivery()];
  keeping.deliveries.add(first, 1);
  keeping.deliveries.add(second, 2);
  keeping.deliveries.postpone(first.id, 10);
  expect(keeping.deliveries.next(9)?.delivery.id).toBe(second.id);
  keeping.deliveries.taken(second.id);
  expect(keeping.deliveries.soonest()).toBe(10);
  expect(keeping.deliveries.next(9)).toBeUndefined();
  expect(keeping.deliveries.next(10)).toEqual({ delivery: first, tries: 1 });
  keeping.deliveries.taken(first.id);
});

test('an ask that touched a card is known after a restart; one that touched nothing may be carried out again', () => {
  const [touched, begun, answered] = [randomUUID(), randomUUID(), randomUUID()];
  for (const key of [touched, begun, answered]) keeping.answers.begin(key, 'run-script', 1);
  keeping.answers.touch(touched);
  keeping.answers.answer(answered, { responses: ['9000'] });
  again();
  keeping.answers.forgetBegun();
  expect([touched, begun, answered].map((key) => keeping.answers.find(key))).toEqual([{ step: 'touched' }, undefined, { step: 'answered', result: { responses: ['9000'] } }]);
  keeping.answers.forgetBefore(2);
  expect(keeping.answers.find(answered)).toBeUndefined();
});

test('requests of a visit that have not begun are forgotten, others are not', () => {
  const [visit, other] = [randomUUID(), randomUUID()];
  const [code, fingers, begun, elsewhere] = [aRequest(visit), aRequest(visit, 'fingerprints'), aRequest(visit), aRequest(other)];
  for (const request of [code, fingers, begun, elsewhere]) keeping.requests.add(request, 1);
  keeping.requests.step(begun.request, 'begun');
  again();
  expect(keeping.requests.all()).toEqual([code, fingers, { ...begun, step: 'begun' }, elsewhere]);
  keeping.requests.forget(visit);
  expect(keeping.requests.all().map(({ request }) => request)).toEqual([begun.request, elsewhere.request]);
});

test('that a visit is over is known after a restart, told to whoever waits for it, and forgotten in the end', () => {
  const [visit, other] = [randomUUID(), randomUUID()];
  const heard: string[] = [];
  for (const name of [visit, other]) keeping.ended.onEnd(name, () => { heard.push(name); });
  keeping.ended.onEnd(visit, () => { heard.push('whoever left'); })();
  keeping.ended.add(visit, 1);
  expect(heard).toEqual([visit]);
  again();
  expect([keeping.ended.has(visit), keeping.ended.has(other)]).toEqual([true, false]);
  keeping.ended.forgetBefore(2);
  expect(keeping.ended.has(visit)).toBe(false);
});

test('what belongs together is kept whole or not at all', () => {
  const delivery = aDelivery();
  expect(() => keeping.together(() => { keeping.deliveries.add(delivery, 1); throw new Error('the process ended'); })).toThrow('the process ended');
  expect(keeping.deliveries.waiting()).toEqual([]);
});

test('two agents do not run with one home folder, and a dead one holds nothing back', () => {
  expect(() => openKeeping(home)).toThrow(KeepingInUse);
  const elsewhere = spawnSync(process.execPath, ['--input-type=module', '-e', `
    const { openKeeping } = await import(${JSON.stringify(join(process.cwd(), 'tools/device-agent/keeping/open-keeping.ts'))});
    try { openKeeping(${JSON.stringify(home)}); } catch (error) { console.log(error.name); }`], { encoding: 'utf8' });
  expect(elsewhere.stdout).toBe('KeepingInUse\n');
  keeping.close();
  const killed = spawnSync(process.execPath, ['--input-type=module', '-e', `
    const { openKeeping } = await import(${JSON.stringify(join(process.cwd(), 'tools/device-agent/keeping/open-keeping.ts'))});
    openKeeping(${JSON.stringify(home)}).notices.add({ what: 'code', why: 'refused' }, 7); process.kill(process.pid, 'SIGKILL');`]);
  expect(killed.signal).toBe('SIGKILL');
  keeping = openKeeping(home);
  expect(keeping.notices.latest()).toEqual([{ at: 7, what: 'code', why: 'refused' }]);
});
