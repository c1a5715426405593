import { defineRetention, retain, type RetentionClass } from '#services/kernel/retention.ts';
import { column, defineTable } from '#services/kernel/table.ts';
import { problemsOfChoice, problemsOfRetention } from './check-retention.ts';
import { daysOf } from './terms.ts';

const letters = defineTable('post_letters', { id: column.id(), dossier: column.id(), at: column.instant() }, { key: ['id'] });
const nobody = { by: 'nobody', why: 'A test.' } as const;
const aClass = (overrides: Partial<RetentionClass> = {}) => defineRetention({
  id: 'letters', what: 'Letters', days: { usual: 100, least: 50, most: 200 }, source: { kind: 'own choice', text: 'A test.', toConfirm: false },
  tables: [retain(letters, { owner: nobody, counted: { from: 'column', column: 'at', clock: 'real' } })], ...overrides,
});
const check = (classes: readonly RetentionClass[], tables = [letters]) => problemsOfRetention({ classes, tables, jobs: new Set(['post.tidy']) });

test('a table of which nobody says how long it is kept is named', () => {
  expect(check([aClass()])).toEqual([]);
  expect(check([])).toEqual(["table 'post_letters' has no retention rule"]);
});

test('a class that counts without days, that leans on a job that is not there, or that is there twice is named', () => {
  const { days: _days, ...uncounted } = aClass();
  expect(check([uncounted])).toEqual(["retention 'letters' counts for 'post_letters', but has no days"]);
  expect(check([aClass({ tables: [retain(letters, { owner: nobody, counted: { from: 'own-job', job: 'post.burn' } })] })])).toEqual(["retention 'letters' leaves it to the job 'post.burn', which is not there"]);
  expect(check([aClass(), aClass()])).toEqual(["retention 'letters' is defined twice"]);
  expect(check([aClass(), aClass({ id: 'old-letters', tables: [retain(letters, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'end-of-dossier' } })] })]))
    .toEqual(["the retention rules of table 'post_letters' differ on whose its rows are"]);
  expect(check([aClass()], [])).toEqual(["retention 'letters' speaks of the table 'post_letters', which is not there"]);
});

test('a municipality keeps a class for longer or shorter within its bounds only', () => {
  expect(problemsOfChoice([aClass()], { letters: 50 })).toEqual([]);
  expect(problemsOfChoice([aClass()], { letters: 200 })).toEqual([]);
  expect(problemsOfChoice([aClass()], { letters: 49 })).toEqual(["retention 'letters' is 50 to 200 days, not 49"]);
  expect(problemsOfChoice([aClass()], { letters: 201 })).toEqual(["retention 'letters' is 50 to 200 days, not 201"]);
  expect(problemsOfChoice([aClass()], { parcels: 1 })).toEqual(["retention 'parcels' is not known"]);
  expect(daysOf(aClass(), [aClass()], { letters: 60 })).toBe(60);
});

test('what belongs to a dossier never outlives it, whatever a municipality chooses', () => {
  const ofDossier = aClass({ tables: [retain(letters, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'end-of-dossier' } })] });
  const all = [ofDossier, aClass({ id: 'dossiers', tables: [] })];
  expect(daysOf(ofDossier, all, { letters: 200, dossiers: 70 })).toBe(70);
  expect(daysOf(ofDossier, all, { letters: 60, dossiers: 70 })).toBe(60);
});
