import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, newDataDir, openTestHouse } from '#tools/test-house/open-test-house.ts';
import { sayCommand } from '#tools/test-house/type-command.ts';

const dataDir = newDataDir();
const eid = (words: string) => sayCommand(dataDir, [...words.split(' '), '--municipality', '44021']);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('figures that were spoilt are named against the history, and put right', async () => {
  const t = await openTestHouse({ dataDir });
  const { insz } = await aCitizen(t);
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, as('clerk'));
  await t.idle();
  await t.stop();
  expect(await eid('indicators verify')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^1 dossiers compared, all as the history says/) });
  const database = new DatabaseSync(join(dataDir, 'eid.sqlite'));
  database.prepare("INSERT INTO indicators_measured VALUES ('gent', ?, 'invited-requested', 0, 'disability', 'none', 'none', '2026-11-01', '2026-11-02', '2026-11-02', 1)").run(dossier);
  database.close();
  expect(await eid('indicators verify')).toMatchObject({ status: 1, stdout: expect.stringContaining(`dossier ${dossier}\n`) });
  // The dossier, and the two tallies out of which the row was taken that had never come in.
  expect(await eid('indicators rebuild')).toMatchObject({ status: 0, stdout: '1 dossiers counted, 3 put right\n' });
  expect(await eid('indicators verify')).toMatchObject({ status: 0 });
});
