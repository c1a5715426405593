import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { aScheduledVisit } from '#tools/test-house/schedule-visit.ts';
import { typeCommand } from '#tools/test-house/type-command.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'eid-person-'));
let insz: string;
let dossier: string;

beforeAll(async () => {
  const t = await openTestHouse({ dataDir });
  const visit = await aScheduledVisit(t, { email: 'iemand@example.org' });
  insz = visit.citizen.insz;
  dossier = visit.dossier;
  await inGent(t, (work) => moveDossier(work, dossier, 'withdraw', { reason: 'no-longer-wanted' }));
  await t.idle();
  await t.stop();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** The command as it is typed; the number goes in by standard input only. */
const eid = (...given: string[]) => typeCommand(dataDir, [...given, '--municipality', '44021', '--insz-file', '-'], `${insz.slice(0, 6)} ${insz.slice(6)}\n`);

test('one person is exported, shown what would go, and forgotten only with --yes', () => {
  const exported = eid('person', 'export');
  expect(exported).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(exported.stdout)).toMatchObject({ municipality: 'Stad Gent' });
  expect(exported.stdout).toContain('iemand@example.org');

  const shown = eid('person', 'erase');
  expect(shown).toMatchObject({ status: 0, stderr: '' });
  expect(shown.stdout).toMatch(/Goes:\n[\s\S]*communication_messages[\s\S]*Stays:\n[\s\S]*journey_history[\s\S]*Nothing was changed/);
  expect(shown.stdout + shown.stderr).not.toContain(insz);
  expect(eid('person', 'export').stdout).toContain('iemand@example.org');

  expect(eid('person', 'erase', '--yes')).toMatchObject({ status: 0 });
  expect(eid('person', 'export')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('person.unknown') });
});
