import { authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard } from '#tools/test-house/order-card.ts';
import { callDelivery, momentsOf, official, planFirst } from '#tools/test-house/second-visit.ts';

interface Parcel { readonly reference: string; readonly barcode: string; readonly known: boolean; readonly latest: { readonly state: string; readonly at: number; readonly code: string } | null }

let t: TestHouse;
const clerk = as('clerk');
const track = (dossier: string, who = clerk) => t.call<Parcel>('bpost-delivery.track', { dossier }, who);

beforeAll(async () => {
  t = await openTestHouse();
  await authoriseEverybody(t);
});
afterAll(() => t.stop());

test('an official sees where the parcel is by its latest scan, whatever the order of the scans', async () => {
  const { dossier } = await anOrderedCard(t);
  await planFirst(t, dossier, 'bpost');
  const announced = await track(dossier, official);
  expect(announced).toMatchObject({ known: true, latest: null, barcode: expect.stringMatching(/^3232/) });
  const { reference } = announced;
  await t.pull('bpost', 'scan', { reference, code: 'N01', at: 5_000 });
  await t.pull('bpost', 'scan', { reference, code: 'L00', at: 1_000 });
  expect(await track(dossier)).toEqual({ ...announced, dossier, latest: { state: 'not-home', at: 5_000, code: 'N01' } });
  expect(await t.call('bpost-delivery.show', { dossier }, official)).toMatchObject({ custody: 'municipality', state: 'announced' });
});

test('a delivery that bpost has not accepted has no parcel, and neither has a dossier without one', async () => {
  const { dossier } = await anOrderedCard(t);
  await expect(track(dossier)).rejects.toMatchObject({ type: 'bpost-delivery.no-delivery' });
  await t.pull('bpost', 'remark-address', { postcode: '9000', street: 'Teststraat', deliverable: false });
  const { moments } = await momentsOf(t, dossier, 'bpost');
  await expect(callDelivery(t, 'plan', { dossier, by: 'bpost', start: moments[0]?.start ?? 0 }, official)).rejects.toMatchObject({ type: 'delivery.bpost-refused' });
  await expect(track(dossier)).rejects.toMatchObject({ type: 'bpost-delivery.not-announced' });
  await t.pull('bpost', 'remark-address', { postcode: '9000', street: 'Teststraat' });
});

test('when bpost does not answer, nobody is told where the parcel is', async () => {
  const { dossier } = await anOrderedCard(t);
  await planFirst(t, dossier, 'bpost');
  await t.pull('bpost', 'fault', { operation: 'track', kind: 'down' });
  await expect(track(dossier)).rejects.toMatchObject({ type: 'bpost.unavailable' });
  await t.pull('bpost', 'fault', { operation: 'track', kind: null });
  expect(await track(dossier)).toMatchObject({ known: true });
});
