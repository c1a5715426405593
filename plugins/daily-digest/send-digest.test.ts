import { runJob } from '#tools/test-house/run-job.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { dailyDigest } from './daily-digest.contract.ts';

const to = 'eid-beheer@gent.example';
let t: TestHouse;
afterEach(() => t.stop());
const open = async (settings: { always?: boolean } = {}) => { t = await openTestHouse({ settings: [{ contract: dailyDigest, settings: { to, ...settings } }] }); };
const digests = async () => {
  await runJob(t, 'daily-digest', 'send');
  await t.idle();
  const { messages } = await t.pull<{ messages: { to: string; subject: string; body: string; dossier: string | null }[] }>('messaging', 'messages');
  return messages.filter((message) => message.to === to);
};

test('who looks after the service is told what waits for a person and what is switched off, and nothing about a citizen', async () => {
  await open();
  await t.pull('eid-tool', 'fault', { operation: 'mirrorDossier', kind: 'refuses' });
  const { insz } = await aCitizen(t, { expiresOn: '2027-02-15' });
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
  await t.idle();
  await t.call('outbox.pause', { port: 'payment', why: 'test' }, as('administrator'));
  const [told, ...more] = await digests();
  expect(more).toEqual([]);
  expect(told).toMatchObject({ dossier: null, subject: expect.stringContaining('Stad Gent') });
  expect(told?.body).toMatch(/^1 wachten op een beslissing: eid-tool\.mirrorDossier \(eid-tool\.[a-z-]+\)\n0 wachten, want uitgeschakeld: payment \(paused\)\n/);
  for (const secret of [insz, dossier]) expect(JSON.stringify(told)).not.toContain(secret);
});

test.each([[false, 0], [true, 1]])('on a day without failures a mail goes out only where that was asked for (%s)', async (always, mails) => {
  await open({ always });
  expect(await digests()).toHaveLength(mails);
});
