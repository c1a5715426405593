import { rulesOfDay } from './rules-of-day.ts';
import { suggestStep, type Known, type Ways } from './suggest-step.ts';

const rules = rulesOfDay('2026-03-31', { windowDays: 90, callAfterDays: 28 });
/** Told in the last minute of 3 March, on the Belgian clock: four weeks ago, and summer time began in between. */
const fourWeeksAgo = Date.parse('2026-03-03T23:59:00+01:00');
const known = (overrides: Partial<Known> = {}): Known => ({ toldAt: null, failedBy: null, representativeTold: false, call: null, trouble: null, state: null, ...overrides });
const ways = (overrides: Partial<Ways> = {}): Ways => ({ telephone: true, representative: false, ...overrides });

test.each<[string, Parameters<typeof suggestStep>[0], Partial<Known>, Ways | undefined, string]>([
  ['who is not within the window waits for it', 'not-yet', {}, undefined, 'wait-for-window'],
  ['who comes into the window is told without anybody\'s help', 'due', {}, undefined, 'goes-by-itself'],
  ['whom the CRM does not know is asked of it', 'due', { trouble: 'unknown-to-crm' }, undefined, 'ask-crm'],
  ['who was not reached is called', 'not-reached', { failedBy: 'email' }, undefined, 'call'],
  ['whose letter came back is asked of the CRM', 'not-reached', { failedBy: 'letter' }, ways(), 'ask-crm'],
  ['who was not reached and has a representative: the representative is told', 'not-reached', { failedBy: 'letter' }, ways({ representative: true }), 'tell-representative'],
  ['a representative who was told already is not told again', 'not-reached', { representativeTold: true }, ways({ representative: true }), 'call'],
  ['who has no telephone is written to', 'not-reached', { failedBy: 'email' }, ways({ telephone: false }), 'write'],
  ['who was told less than four weeks ago is left time', 'reached', { toldAt: fourWeeksAgo + 60_000 }, undefined, 'wait-for-answer'],
  ['who has not reacted for four weeks is called', 'reached', { toldAt: fourWeeksAgo }, undefined, 'call'],
  ['who has not reacted for four weeks and whose letter came back is asked of the CRM', 'reached', { toldAt: fourWeeksAgo, failedBy: 'letter' }, undefined, 'ask-crm'],
  ['who said on the telephone to prefer the counter is left in peace', 'reached', { toldAt: fourWeeksAgo, call: 'prefers-counter' }, ways(), 'leave-in-peace'],
  ['who was called in vain is called again', 'reached', { toldAt: fourWeeksAgo, call: 'no-answer' }, undefined, 'call'],
  ['who asked is followed in the dossier', 'asked', {}, undefined, 'follow-dossier'],
  ['who is being visited is followed in the dossier', 'under-way', {}, undefined, 'follow-dossier'],
  ['whose dossier lapsed stands without a card, and is called', 'stopped', { state: 'lapsed' }, undefined, 'call'],
  ['who stopped it is not asked again', 'stopped', { state: 'withdrawn' }, undefined, 'none'],
  ['who was served needs nothing', 'served', {}, undefined, 'none'],
  ['who went to the counter needs nothing', 'counter', {}, undefined, 'none'],
])('%s', (_title, standing, facts, crm, expected) => {
  expect(suggestStep(standing, known(facts), rules, crm)).toBe(expected);
});
