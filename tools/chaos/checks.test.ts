import type { Compared } from './check.ts';
import { checks } from './checks.ts';
import { listenersOf } from './listeners-of.ts';
import { owedDeeds, owedEvents, owedNotices, type Closed } from './owed.ts';
import { planRun } from './plan-run.ts';
import type { Deed, Item, Outcome, Told } from './read-outcome.ts';
import type { Streamed } from './streamed.ts';
import { TownTime } from './town-time.ts';

const journey = { number: 0, nis: '44021', ground: 'disability', deliverBy: 'official', pay: 'none', startsAfterDays: 0 } as const;
const item = (id: string, name: string, more: Partial<Item> = {}): Item => ({
  municipality: 'gent', id, kind: 'effect', name, plugin: 'p', dossier: 'd1', lane: 'l', state: 'done', attempts: 1, replays: 0, failure: null, ...more,
});
const deed = (name: string, asked: string, more: Partial<Deed> = {}): Deed => {
  const [port = '', operation = ''] = name.split('.');
  return { municipality: 'gent', port, operation, key: asked, dossier: 'd1', times: 1, asked, said: port === 'messaging' ? `words of ${asked}` : null, ...more };
};
const told = (id: string): Told => ({ municipality: 'gent', port: 'payment', message: 'statusChanged', id, delivered: 1, marks: [`v2:${id}`, `v1:${id}`] });
const line = (sequence: number, move: string, fromState: string | null, state: string) => ({ municipality: 'gent', dossier: 'd1', sequence, move, fromState, state });

const moves: readonly [move: string, state: string][] = [
  ['invite', 'invited'], ['request', 'requested'], ['schedule', 'scheduled'], ['identify', 'identified'], ['capture', 'captured'], ['verify', 'verified'], ['order', 'ordered'],
  ['plan-delivery', 'delivery-planned'], ['receive-card', 'card-ready'], ['start-delivery', 'handing-over'], ['activate', 'activated'], ['register-code', 'code-registered'],
  ['close-procedure', 'procedure-closed'], ['close', 'closed'],
];
const walkedHistory = [line(1, 'open', null, 'opened'), ...moves.map(([move, state], index) => line(index + 2, move, moves[index - 1]?.[1] ?? 'opened', state))];
const mails = ['mail-1', 'mail-2', 'mail-3', 'mail-4'];
const closed: Closed = { journey, lines: walkedHistory.length, sent: mails.length - 1 };
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** Each thing that is owed, as often as it is owed. */
const effects = owedDeeds.flatMap(({ name, times: owed = () => 1 }) => times(owed(closed), (index) => item(`${name} ${index}`, name)));
const events = owedEvents.flatMap(({ name, times: owed = () => 1 }) => listenersOf(name).flatMap((plugin) => times(owed(closed), (index) => item(`${name} ${plugin} ${index}`, name, { kind: 'event', plugin }))));
const steps = [['journey.opened', 1], ['journey.moved', moves.length]] as const;
const stepsTold = steps.flatMap(([name, count]) => listenersOf(name).flatMap((plugin) => times(count, (index) => item(`${name} ${plugin} ${index}`, name, { kind: 'event', plugin }))));

/** Books that agree: one citizen's journey, closed; of the last mail nobody here knows whether it went, and it did. */
const agreeing: Outcome = {
  dossiers: [{ municipality: 'gent', id: 'd1', state: 'closed', sequence: walkedHistory.length, cardIndex: 'c1' }],
  history: walkedHistory,
  items: [
    ...effects, ...events, ...stepsTold, ...mails.map((id) => item(id, 'messaging.sendEmail', id === 'mail-4' ? { state: 'parked' } : {})),
    item('m1', 'payment.statusChanged', { kind: 'message', dossier: null }),
  ],
  deeds: [...effects.map(({ name, id }) => deed(name, id, { times: 3 })), ...mails.map((id) => deed('messaging.sendEmail', id, { key: null }))],
  messages: owedNotices.flatMap(({ name, times: owed = () => 1 }) => times(owed(closed), () => ({ municipality: 'gent', dossier: 'd1', notice: name }))),
  told: [told('t1')],
  streamed: null,
  taken: [{ municipality: 'gent', source: 'payment.statusChanged', mark: 'v1:t1' }],
};
const counts = { kills: 20, freezes: 20, faults: 310, outages: 3, cuts: 5 };
const broken = (outcome: Partial<Outcome> = {}, more: Partial<Compared> = {}): string[] => {
  const compared: Compared = {
    outcome: { ...agreeing, ...outcome }, walked: [{ journey, dossier: 'd1', failure: undefined, lastStep: '' }], listed: new Set(['mail-4']),
    disturbed: { planned: counts, happened: counts }, audits: [{ nis: '44021', entries: 9, problem: null }], ...more,
  };
  return checks.filter(({ find }) => find(compared).length > 0).map(({ rule }) => rule);
};
const without = (...ids: string[]): Partial<Outcome> => ({ items: agreeing.items.filter(({ id }) => !ids.includes(id)), deeds: agreeing.deeds.filter(({ asked }) => !ids.includes(asked)) });
const withMore = (items: Item[], deeds: Deed[] = []): Partial<Outcome> => ({ items: [...agreeing.items, ...items], deeds: [...agreeing.deeds, ...deeds] });
const changed = (wanted: string, more: Partial<Item>): Item[] => agreeing.items.map((each) => (each.id === wanted ? { ...each, ...more } : each));
const elsewhere = (wanted: string, more: Partial<Deed>): Deed[] => agreeing.deeds.map((each) => (each.asked === wanted ? { ...each, ...more } : each));
const order = 'biza.orderCard 0';

test('books that agree break no rule, also when each thing was asked three times under one key', () => {
  expect(broken()).toEqual([]);
});

/** The same books with a bus: each step was heard of, was to be told, and stands on the stream. */
const stepItems = walkedHistory.flatMap(({ sequence }) => [
  item(`heard ${sequence}`, 'journey.moved', { kind: 'event', plugin: 'back-office-events' }), item(`told ${sequence}`, 'event-stream.publish', { plugin: 'back-office-events' }),
]);
const streamed: readonly Streamed[] = walkedHistory.map(({ sequence, move }) => ({ municipality: 'gent', id: `told ${sequence}`, event: move === 'open' ? 'journey.opened' : 'journey.moved', dossier: 'd1', step: move === 'open' ? null : sequence }));
const onStream = (events: readonly Streamed[] = streamed, items = stepItems): Partial<Outcome> => {
  const others = agreeing.items.filter(({ name }) => !name.startsWith('journey.'));
  // Here the stream alone is looked at: who else listens has rules of his own.
  return { items: [...others, ...stepsTold, ...items], streamed: events };
};
const streamRules = (outcome: Partial<Outcome>) => broken(outcome).filter((rule) => rule.includes('stream'));

test('streams that agree with what happened break no rule', () => {
  expect(streamRules(onStream())).toEqual([]);
});

test.each<[string, string, Partial<Outcome>]>([
  ['an event that never came to the stream', 'every event that happened', onStream(streamed.slice(0, -1))],
  ['an event that stands there twice', 'every event that happened', onStream([...streamed, ...streamed.slice(-1)])],
  ['an event that the house does not know', 'every event that happened', onStream([...streamed, { municipality: 'gent', id: 'strange', event: 'payment.paid', dossier: 'd1', step: null }])],
  ['an event that stands on the stream of another municipality', 'every event that happened', onStream(streamed.map((one) => (one.step === 3 ? { ...one, municipality: 'kortenberg' } : one)))],
  ['an event that was heard of and never was to be told', 'every event that happened', onStream(streamed, stepItems.filter(({ id }) => id !== 'told 2'))],
  ['two steps in the wrong order', 'in order', onStream([...streamed.slice(0, 2), ...streamed.slice(2, 4).toReversed(), ...streamed.slice(4)])],
  ['a step that was told under two keys', 'in order', onStream([...streamed, { municipality: 'gent', id: 'again', event: 'journey.moved', dossier: 'd1', step: 5 }])],
])('%s is found', (_what, rule, outcome) => {
  expect(streamRules(outcome)).toContainEqual(expect.stringContaining(rule));
});

test.each<[string, string, Partial<Outcome>, Partial<Compared>]>([
  ['a journey that broke off', 'every journey ends', {}, { walked: [{ journey, dossier: undefined, failure: 'stopped', lastStep: '' }] }],
  ['a process that nobody killed', 'what was to go wrong', {}, { disturbed: { planned: counts, happened: { ...counts, kills: 19 } } }],
  ['a fault that never was on', 'what was to go wrong', {}, { disturbed: { planned: counts, happened: { ...counts, faults: 309 } } }],
  ['a bus that never was away', 'what was to go wrong', {}, { disturbed: { planned: counts, happened: { ...counts, outages: 2 } } }],
  ['a database that was never cut off', 'what was to go wrong', {}, { disturbed: { planned: counts, happened: { ...counts, cuts: 4 } } }],
  ['a run that froze nearly nobody', 'what was to go wrong', {}, { disturbed: { planned: counts, happened: { ...counts, freezes: 4 } } }],
  ['a citizen without a dossier', 'each citizen has one dossier', {}, { walked: [0, 1].map(() => ({ journey, dossier: 'd1', failure: undefined, lastStep: '' })) }],
  ['two dossiers of one card', 'each citizen has one dossier', { dossiers: ['d1', 'd2'].map((id) => ({ municipality: 'gent', id, state: 'invited', sequence: 2, cardIndex: 'c1' })) }, {}],
  ['a state that its history does not know', 'each dossier stands where', { history: [line(1, 'open', null, 'opened')] }, {}],
  ['a history that goes back', 'each dossier stands where', { history: [line(1, 'open', null, 'opened'), line(2, 'close', 'opened', 'closed')] }, {}],
  ['a step of which somebody never heard', 'every step of a dossier was told', without(stepsTold.at(-1)?.id ?? ''), {}],
  ['a card that nobody ordered', 'asked of the outside', without(order), {}],
  ['two orders under two keys', 'asked of the outside', withMore([item('i4', 'biza.orderCard')], [deed('biza.orderCard', 'i4')]), {}],
  ['a state that the eID tool never heard of', 'asked of the outside', without('eid-tool.mirrorDossier 3'), {}],
  ['a mail that the CRM never heard of', 'asked of the outside', without('crm.recordContact 1'), {}],
  ['a fee that was paid back though nothing was cancelled', 'asked of the outside', withMore([item('i4', 'payment.refund')], [deed('payment.refund', 'i4')]), {}],
  ['an invitation that nobody wrote', 'told its citizen', { messages: agreeing.messages.filter(({ notice }) => notice !== 'invitation') }, {}],
  ['an invitation that was written twice', 'told its citizen', { messages: [...agreeing.messages, { municipality: 'gent', dossier: 'd1', notice: 'invitation' }] }, {}],
  ['a listener that never heard of a confirmed visit', 'told everybody in the house', without(events.find(({ name }) => name === 'appointments.confirmed')?.id ?? ''), {}],
  ['the same mail, asked for twice by the house', 'nobody got the same message twice', withMore([item('mail-5', 'messaging.sendEmail')], [deed('messaging.sendEmail', 'mail-5', { said: 'words of mail-1' })]), {}],
  ['an effect that nobody sent', 'nothing waits any more', withMore([item('i4', 'devices.runScript', { state: 'waiting' })]), {}],
  ['an effect that was skipped', 'nothing waits any more', { items: changed(order, { state: 'skipped' }) }, {}],
  ['an event that was skipped', 'nothing waits any more', { items: changed(events[0]?.id ?? '', { state: 'skipped' }) }, {}],
  ['an effect that is done here and unknown there', 'what the house says was done', { deeds: agreeing.deeds.filter(({ asked }) => asked !== order) }, {}],
  ['an order in the books of another municipality', 'what the house says was done', { deeds: elsewhere(order, { municipality: 'kortenberg' }) }, {}],
  ['an order for another dossier', 'what the house says was done', { deeds: elsewhere(order, { dossier: 'd2' }) }, {}],
  ['an order that no unit of work committed', 'what stands in a ledger was asked', { deeds: [...agreeing.deeds, deed('biza.annulCard', 'i9')] }, {}],
  ['a mail that went twice', 'no effect was accepted twice', { deeds: [...agreeing.deeds, deed('messaging.sendEmail', 'mail-1', { key: null })] }, {}],
  ['a parked mail that no list shows', 'a mail of which nobody knows', {}, { listed: new Set() }],
  ['a parked mail that never went, and that nobody sent again', 'a mail of which nobody knows', { deeds: agreeing.deeds.filter(({ asked }) => asked !== 'mail-4') }, {}],
  ['a mail that is done and was not sent', 'a mail of which nobody knows', { deeds: agreeing.deeds.filter(({ asked }) => asked !== 'mail-1') }, {}],
  ['a house that parks every mail', 'most mails are known', { items: agreeing.items.map((each) => (each.name === 'messaging.sendEmail' ? { ...each, state: 'parked' as const } : each)) }, { listed: new Set(mails) }],
  ['a message that was not taken in', 'every message of an outside system', { taken: [] }, {}],
  ['a message that the sandbox still has', 'every message of an outside system', { told: [{ ...told('t1'), delivered: 0 }] }, {}],
  ['a message that came twice and was handed on twice', 'each message reached its receiver once', withMore([item('m2', 'payment.statusChanged', { kind: 'message', dossier: null })]), {}],
  ['an audit entry that was taken away', 'the audit chain', {}, { audits: [{ nis: '44021', entries: 0, problem: 'entry 7: missing' }] }],
])('%s is found', (_what, rule, outcome, more) => {
  expect(broken(outcome, more)).toContainEqual(expect.stringContaining(rule));
});

test('the same seed plans the same journeys, kills, freezes and faults; another one plans others', () => {
  const plan = (seed: number) => planRun(seed, { journeys: 24, kills: 6, freezes: 6 }, () => 0);
  expect(plan(7)).toEqual(plan(7));
  expect(plan(8)).not.toEqual(plan(7));
  expect([plan(7).kills.length, plan(7).freezes.length]).toEqual([6, 6]);
  // A cluster of the same seed has the same journeys, and is disturbed otherwise as well.
  const cluster = planRun(7, { journeys: 24, kills: 6, freezes: 6, nodes: 3, outages: 2, cuts: 3 }, () => 0);
  expect(cluster.journeys).toEqual(plan(7).journeys);
  expect([cluster.outages.length, cluster.cuts.map(({ what }) => what)]).toEqual([2, ['server', 'connections', 'server']]);
  expect(new Set(plan(7).journeys.map(({ nis, ground, deliverBy }) => `${nis} ${ground} ${deliverBy}`)).size).toBe(12);
});

test('the time of a town stands still while somebody has something to do, and then goes on to the next evening that somebody waits for', async () => {
  const moved: number[] = [];
  const time = new TownTime(0, (until) => { moved.push(until); return Promise.resolve(until); }, (error) => { throw error; });
  const [noon, later] = [Date.UTC(2026, 10, 24, 11), Date.UTC(2026, 10, 26, 11)];
  const order: string[] = [];
  let finish: () => void = () => undefined;
  const busy = new Promise<void>((resolve) => { finish = resolve; });
  const all = Promise.all([
    time.during(async () => { await time.reach(later); order.push('later'); }),
    time.during(async () => { await time.reach(noon); order.push('noon'); }),
    time.during(async () => { await busy; order.push('busy'); }),
  ]);
  expect(moved).toEqual([]);
  finish();
  await all;
  expect(order).toEqual(['busy', 'noon', 'later']);
  expect(moved).toEqual([Date.UTC(2026, 10, 24, 20, 30), Date.UTC(2026, 10, 26, 20, 30)]);
});
