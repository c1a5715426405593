import * as fc from 'fast-check';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { dossiers, personNumbers, persons } from '#services/journey/dossier.store.ts';
import { openDossier } from '#services/journey/open-dossier.ts';
import { inszOf, personOf, replaceNumber } from '#services/journey/people.ts';
import type { CallMeta } from './engine.ts';
import { runAction } from './run-action.ts';

let t: TestHouse;
beforeAll(async () => { t = await openTestHouse(); });
afterAll(() => t.stop());

const rotate = () => t.house.engine.keyring.rotate();
const gent = () => t.house.engine.store.reader('gent');
let serial = 0;
/** Somebody whom nobody has met yet. */
function somebody() {
  serial += 1;
  return { insz: makeInsz('1961-05-02', serial, { testPerson: true }), cardNumber: makeCardNumber(String(5_930_000_000 + serial)), expiresOn: '2026-12-15', ground: null, reason: 'expires-soon' };
}
const run = (name: string, input: unknown, meta: CallMeta) => {
  const [id = '', action = ''] = name.split('.');
  const plugin = t.house.engine.plugins.get(id);
  if (!plugin) throw new Error('no plugin');
  return runAction(t.house.engine, plugin, action, input, meta);
};

test('whenever the keys are rotated among running work, no person and no dossier is there twice and every number can be read', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('meet', 'open', 'rotate'), { minLength: 4, maxLength: 14 }), async (deeds) => {
    const who = somebody();
    const before = await gent().count(persons, {});
    const met: string[] = [];
    await Promise.all(deeds.map(async (deed) => {
      if (deed === 'rotate') await inGent(t, async () => rotate());
      if (deed === 'meet') met.push(await inGent(t, (work) => personOf(work, who.insz)));
      if (deed === 'open') await inGent(t, (work) => openDossier(work, who));
    }));
    const [opened, ...second] = await gent().find(dossiers, { cardIndex: { in: t.house.engine.keyring.blindIndexes('gent', 'card', who.cardNumber) } });
    expect(second).toEqual([]);
    expect(opened?.personal.cardNumber).toBe(deeds.includes('open') ? who.cardNumber : undefined);
    const people = new Set([...met, ...opened ? [opened.person] : []]);
    expect(people.size).toBe(deeds.some((deed) => deed !== 'rotate') ? 1 : 0);
    expect(await gent().count(persons, {})).toBe(before + people.size);
    for (const person of people) expect(await inszOf(gent(), person)).toBe(who.insz);
  }), { numRuns: 12 });
});

test('a number that is replaced after a rotation belongs to the same person, and no number is there twice', async () => {
  const [old, next] = [somebody().insz, somebody().insz];
  const person = await inGent(t, (work) => personOf(work, old));
  rotate();
  await inGent(t, (work) => replaceNumber(work, old, next));
  rotate();
  await inGent(t, (work) => replaceNumber(work, old, next));
  expect(await inGent(t, (work) => personOf(work, next))).toBe(person);
  const numbers = await gent().find(personNumbers, { person });
  expect(numbers).toHaveLength(2);
  expect(Object.fromEntries(numbers.map(({ personal, replacedOn }) => [personal.insz, replacedOn !== null]))).toEqual({ [old]: true, [next]: false });
});

test('a request that is repeated with its key after a rotation gets the answer that it had, and another request is still refused', async () => {
  const { insz } = await aCitizen(t, { expiresOn: '2028-02-02' });
  const meta = (): CallMeta => ({ caller: as('clerk'), traceId: 'trace', idempotencyKey: 'rotated' });
  const answer = await run('request.openFor', { insz, why: 'citizen-called' }, meta());
  rotate();
  const again = meta();
  expect(await run('request.openFor', { insz, why: 'citizen-called' }, again)).toEqual(answer);
  expect(again.replayed).toBe(true);
  await expect(run('request.openFor', { insz, why: 'at-counter' }, meta())).rejects.toMatchObject({ type: 'idempotency.key-reused' });
});

test('a check that runs again after a rotation opens nothing a second time, and old personal codes open their dossier', async () => {
  const citizen = await aCitizen(t, { recognised: true });
  const check = async () => (await t.call<{ opened: { dossier: string }[] }>('invitation.checkExpiry', {}, as('administrator'))).opened.map(({ dossier }) => dossier);
  const [dossier = '', ...others] = await check();
  expect(others).toEqual([]);
  await t.idle();
  const [message] = (await t.pull<{ messages: { body: string }[] }>('messaging', 'messages', { dossier })).messages;
  const code = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(message?.body ?? '')?.[0] ?? '';
  rotate();
  expect(await check()).toEqual([]);
  expect(await t.call('invitation.redeem', { code }, { kind: 'system', actor: 'plugin:request', municipality: 'gent', scopes: ['*'], via: 'request' })).toEqual({ dossier });
  await t.pull('eid-tool', 'renew-at-counter', { cardNumber: citizen.cardNumber });
  const left = async () => (await t.call<{ renewedAtCounter: number }>('invitation.checkExpiry', {}, as('administrator'))).renewedAtCounter;
  expect(await left()).toBe(1);
  rotate();
  expect(await left()).toBe(0);
});
