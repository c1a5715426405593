import { moveDossier } from '#services/journey/move-dossier.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import type { Figure } from './indicators.contract.ts';

const official = as('official');
let the: TestHouse;
beforeAll(async () => { the = await openTestHouse(); });
afterAll(() => the.stop());

const list = async (asked: object = {}) => (await the.call<{ asOf: string; indicators: Figure[] }>('indicators.list', asked, official)).indicators;
const figure = async (id: string, asked: object = {}) => (await list(asked)).find(({ indicator }) => indicator === id);

test('before there is any dossier every figure is empty and says why, and none is 0', async () => {
  for (const { value, met, basis, empty } of await list()) expect([value, met, basis, empty]).toEqual([null, null, 0, 'no-history']);
});

test('a citizen who asks eight days after the invitation is in the figures on the day after', async () => {
  const { insz } = await aCitizen(the);
  const { dossier } = await the.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
  await inGent(the, (work) => moveDossier(work, dossier, 'invite'));
  await the.advance({ days: 8 });
  await inGent(the, (work) => moveDossier(work, dossier, 'request', { changes: { ground: 'reduced-mobility' } }));
  await the.idle();
  expect(await figure('K1')).toMatchObject({ value: null, empty: 'no-dossiers' });
  await the.advance({ days: 1 });
  expect(await figure('K1')).toMatchObject({ value: 8, target: 5, met: false, basis: 1, empty: null, from: '2026-09-03', until: '2026-12-02' });
  expect(await figure('K1', { ground: 'disability' })).toMatchObject({ value: null, empty: 'no-dossiers' });
  expect(await figure('K5', { ground: 'disability' })).toMatchObject({ value: null, empty: 'not-its-group' });
  expect(await figure('K1', { official: 'els.peeters' })).toMatchObject({ value: null, empty: 'not-divided-so' });
  expect(await the.call('indicators.dossiers', { indicator: 'K1' }, official)).toEqual({ total: 1, dossiers: [{ dossier, value: 8, day: '2026-12-02', state: 'requested' }] });
  expect(await the.call('indicators.verify', {}, as('administrator'))).toEqual({ checked: 1, waiting: 0, different: [] });
});
