import { catalogue } from '#config/catalogue.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { checks, type Compared } from './checks.ts';
import { planRun } from './plan-run.ts';
import type { Deed, Item, Outcome, Told } from './read-outcome.ts';
import { TownTime } from './town-time.ts';

const journey = { number: 0, nis: '44021', ground: 'disability', deliverBy: 'official', pay: 'none', startsAfterDays: 0 } as const;
const item = (id: string, name: string, more: Partial<Item> = {}): Item => ({
  municipality: 'gent', id, kind: 'effect', name, plugin: 'p', dossier: 'd1', lane: 'l', state: 'done', attempts: 1, replays: 0, failure: null, ...more,
});
const deed = (name: string, asked: string, more: Partial<Deed> = {}): Deed => {
  const [port = '', operation = ''] = name.split('.');
  return { municipality: 'gent', port, operation, key: asked, dossier: 'd1', times: 1, asked, ...more };
};
const told = (id: string): Told => ({ municipality: 'gent', port: 'payment', message: 'statusChanged', id, delivered: 1 });
const line = (sequence: number, move: string, fromState: string | null, state: string) => ({ municipality: 'gent', dossier: 'd1', sequence, move, fromState, state });

/** Each plugin that listens was told of both steps. */
const toldOf = (event: 'journey.opened' | 'journey.moved') => catalogue.plugins.filter(({ listens }: AnyPlugin) => listens?.[event] !== undefined)
  .map(({ contract: { id } }: AnyPlugin) => item(`${event} ${String(id)}`, event, { kind: 'event', plugin: String(id) }));
const [opened, moved] = [toldOf('journey.opened'), toldOf('journey.moved')];

/** Books that agree. */
const agreeing: Outcome = {
  dossiers: [{ municipality: 'gent', id: 'd1', state: 'invited', sequence: 2, cardIndex: 'c1' }],
  history: [line(1, 'open', null, 'opened'), line(2, 'invite', 'opened', 'invited')],
  items: [item('i1', 'biza.orderCard'), item('i2', 'messaging.sendEmail'), item('i3', 'messaging.sendEmail', { state: 'parked' }), item('m1', 'payment.statusChanged', { kind: 'message' }), ...opened, ...moved],
  deeds: [deed('biza.orderCard', 'i1', { times: 3 }), deed('messaging.sendEmail', 'i2', { key: null })],
  told: [told('t1')],
  taken: [{ municipality: 'gent', source: 'payment.statusChanged', messageId: 't1' }],
};
const broken = (outcome: Partial<Outcome> = {}, more: Partial<Compared> = {}): string[] => {
  const compared: Compared = { outcome: { ...agreeing, ...outcome }, walked: [{ journey, dossier: 'd1', failure: undefined, lastStep: '' }], listed: new Set(['i3']), ...more };
  return checks.filter(({ find }) => find(compared).length > 0).map(({ rule }) => rule);
};

test('books that agree break no rule, also when an order was asked three times under one key', () => {
  expect(broken()).toEqual([]);
});

test.each<[string, string, Partial<Outcome>, Partial<Compared>]>([
  ['a journey that broke off', 'every journey ends', {}, { walked: [{ journey, dossier: undefined, failure: 'stopped', lastStep: '' }] }],
  ['a citizen without a dossier', 'each citizen has one dossier', {}, { walked: [0, 1].map(() => ({ journey, dossier: 'd1', failure: undefined, lastStep: '' })) }],
  ['two dossiers of one card', 'each citizen has one dossier', { dossiers: ['d1', 'd2'].map((id) => ({ municipality: 'gent', id, state: 'invited', sequence: 2, cardIndex: 'c1' })) }, {}],
  ['a state that its history does not know', 'each dossier stands where', { history: [line(1, 'open', null, 'opened')] }, {}],
  ['a history that goes back', 'each dossier stands where', { history: [line(1, 'open', null, 'opened'), line(2, 'close', 'opened', 'invited')] }, {}],
  ['a step of which somebody never heard', 'every step of a dossier was told', { items: agreeing.items.filter(({ id }) => id !== moved[0]?.id) }, {}],
  ['an effect that nobody sent', 'nothing waits any more', { items: [...agreeing.items, item('i4', 'biza.closeRenewal', { state: 'waiting' })] }, {}],
  ['an effect that is done here and unknown there', 'what the house says was done', { deeds: [deed('messaging.sendEmail', 'i2')] }, {}],
  ['an order that no unit of work committed', 'what stands in a ledger was asked', { deeds: [...agreeing.deeds, deed('biza.annulCard', 'i9')] }, {}],
  ['a mail that went twice', 'no effect was accepted twice', { deeds: [...agreeing.deeds, deed('messaging.sendEmail', 'i2', { key: null })] }, {}],
  ['two orders under two keys', 'what a journey asks once', { items: [...agreeing.items, item('i4', 'biza.orderCard')], deeds: [...agreeing.deeds, deed('biza.orderCard', 'i4')] }, {}],
  ['a parked mail that no list shows', 'a mail of which nobody knows', {}, { listed: new Set() }],
  ['a mail that is done and was not sent', 'a mail of which nobody knows', { deeds: [deed('biza.orderCard', 'i1')] }, {}],
  ['a message that was not taken in', 'every message of an outside system', { taken: [] }, {}],
  ['a message that the sandbox still has', 'every message of an outside system', { told: [{ ...told('t1'), delivered: 0 }] }, {}],
  ['a message that came twice and was handed on twice', 'each message reached its receiver once', { items: [...agreeing.items, item('m2', 'payment.statusChanged', { kind: 'message' })] }, {}],
])('%s is found', (_what, rule, outcome, more) => {
  expect(broken(outcome, more)).toContainEqual(expect.stringContaining(rule));
});

test('the same seed plans the same journeys, kills, freezes and faults; another one plans others', () => {
  const plan = (seed: number) => planRun(seed, { journeys: 24, kills: 6, freezes: 6 }, () => 0);
  expect(plan(7)).toEqual(plan(7));
  expect(plan(8)).not.toEqual(plan(7));
  expect([plan(7).kills.length, plan(7).freezes.length]).toEqual([6, 6]);
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
