import { instantOf } from '#services/belgium/brussels-time.ts';
import { becauseOf, proposeDeliverer, type Choice, type Coverage } from './judge-deliverer.ts';

const at = (day: number, time = '09:00') => instantOf(`2026-12-0${day}`, time);
const covered: Coverage = { why: null, soonest: '2026-12-04' };
const aChoice = (overrides: Partial<Choice> = {}): Choice => ({ by: 'official', start: at(5), wish: false, ...overrides });

test.each<[string, Choice, Coverage, number | undefined, string]>([
  ['no agreement holds where the citizen lives', aChoice(), { why: 'no-agreement', soonest: null }, undefined, 'no-agreement'],
  ['the capacity is used up', aChoice({ wish: true }), { why: 'capacity-used-up', soonest: null }, undefined, 'capacity-used-up'],
  ['bpost does not deliver for this municipality', aChoice(), { why: 'not-by-bpost', soonest: null }, undefined, 'not-by-bpost'],
  ['the citizen chose the official', aChoice({ wish: true }), covered, undefined, 'citizens-choice'],
  ['the citizen chose bpost', aChoice({ by: 'bpost', wish: true, start: at(8) }), covered, at(4), 'citizens-choice'],
  ['the official comes no later than bpost could', aChoice({ start: at(4) }), covered, undefined, 'official-sooner'],
  ['somebody chose an official though bpost could come sooner', aChoice({ start: at(5) }), covered, undefined, 'chosen-otherwise'],
  ['bpost comes before any official could', aChoice({ by: 'bpost', start: at(4) }), covered, at(5), 'bpost-sooner'],
  ['no official is free', aChoice({ by: 'bpost', start: at(8) }), covered, undefined, 'no-official-free'],
  ['somebody chose bpost though an official could come sooner', aChoice({ by: 'bpost', start: at(8) }), covered, at(5), 'chosen-otherwise'],
])('the reason is kept when %s', (_title, choice, coverage, officialFirst, because) => {
  expect(becauseOf(choice, coverage, officialFirst)).toBe(because);
});

test.each<[string, Parameters<typeof proposeDeliverer>, object]>([
  ['an official where bpost may not come', ['no-agreement', { official: at(5), bpost: null }], { by: 'official', because: 'no-agreement' }],
  ['an official where the capacity is used up', ['capacity-used-up', { official: null, bpost: null }], { by: 'official', because: 'capacity-used-up' }],
  ['bpost when it is there on an earlier day', [null, { official: at(5), bpost: at(4) }], { by: 'bpost', because: 'bpost-sooner' }],
  ['the official on the same day, whatever the hour', [null, { official: at(4, '16:00'), bpost: at(4, '09:00') }], { by: 'official', because: 'official-sooner' }],
  ['the official when bpost comes later', [null, { official: at(4), bpost: at(5) }], { by: 'official', because: 'official-sooner' }],
  ['bpost when no official is free', [null, { official: null, bpost: at(8) }], { by: 'bpost', because: 'no-official-free' }],
  ['the official when bpost offers nothing', [null, { official: at(8), bpost: null }], { by: 'official', because: 'official-sooner' }],
])('the house proposes %s', (_title, given, proposal) => {
  expect(proposeDeliverer(...given)).toEqual(proposal);
});
