import * as fc from 'fast-check';
import { closed, comeBackAt, enter, leave, type Circuit, type Pass, type Sign } from './circuit-breaker.ts';
import { defaultOutagePolicy } from './outage-policy.ts';
import { spend, unspent } from './retry-budget.ts';

const policy = defaultOutagePolicy.breaker;
const unit = fc.double({ min: 0, max: 0.999, noNaN: true });
const sign = fc.constantFrom<Sign>('answered', 'unwell', 'unwell', 'unwell', 'nothing');
/** Small, so that random steps reach every state. */
const hasty = { failures: 2, baseMs: 1_000, longestMs: 8_000 };
type Step = { readonly do: 'enter' } | { readonly do: 'leave'; readonly who: number; readonly sign: Sign; readonly random: number } | { readonly do: 'wait'; readonly ms: number };
const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.constant({ do: 'enter' }), fc.record({ do: fc.constant('leave' as const), who: fc.nat(20), sign, random: unit }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: -hasty.longestMs, max: hasty.longestMs }) }),
);
const at = (now: number, random = 0.5) => ({ now, random });
const unwell = (times: number, now: number, from: Circuit = closed) => Array.from({ length: times }).reduce<Circuit>((circuit) => leave(circuit, 'through', 'unwell', at(now), policy), from);

test('whatever happens in whichever order, one probe at most is under way, nobody passes an open circuit early, and it can always be closed again', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
    let circuit: Circuit = closed;
    let now = 1_000_000_000;
    const outside: Pass[] = [];
    const surprises: string[] = [];
    for (const next of steps) {
      if (next.do === 'wait') now += next.ms;
      if (next.do === 'enter') {
        const before = circuit;
        const entered = enter(circuit, now);
        circuit = entered.circuit;
        if (entered.pass) outside.push(entered.pass);
        const early = before.state === 'open' && before.until > now && before.until - now <= 2 * before.pauseMs;
        if ((entered.pass === undefined) !== (early || before.state === 'half-open')) surprises.push(`a circuit that was ${before.state} gave ${entered.pass ?? 'no pass'}`);
        if (comeBackAt(circuit, false, now, 0.5) > comeBackAt(circuit, true, now, 0.5)) surprises.push('who probed in vain comes back first');
      }
      if (next.do === 'leave' && outside.length > 0) {
        const [pass] = outside.splice(next.who % outside.length, 1);
        if (pass) circuit = leave(circuit, pass, next.sign, at(now, next.random), hasty);
      }
      expect(outside.filter((pass) => pass === 'probe').length).toBe(circuit.state === 'half-open' ? 1 : 0);
      const pause = circuit.state === 'closed' ? 0 : circuit.pauseMs;
      expect(pause).toBeLessThanOrEqual(hasty.longestMs);
    }
    expect(surprises).toEqual([]);
    for (const pass of outside) circuit = leave(circuit, pass, 'unwell', at(now), hasty);
    // Who asks now, and again after twice the longest pause, has passed.
    const first = enter(circuit, now);
    const { circuit: tried, pass } = first.pass ? first : enter(first.circuit, now + 2 * hasty.longestMs);
    expect(pass).toBeDefined();
    expect(leave(tried, pass ?? 'through', 'answered', at(now + 2 * hasty.longestMs), hasty)).toEqual(closed);
  }), { numRuns: 500 });
});

test('five failures in a row open it; an answer in between, also a refusal, begins the count anew', () => {
  expect(unwell(4, 0).state).toBe('closed');
  expect(unwell(5, 0).state).toBe('open');
  expect(unwell(4, 0, leave(unwell(4, 0), 'through', 'answered', at(0), policy)).state).toBe('closed');
  expect(unwell(1, 0, leave(unwell(4, 0), 'through', 'nothing', at(0), policy)).state).toBe('open');
});

test('a clock that is set back makes nobody wait longer than two pauses', () => {
  const open = unwell(5, 10_000_000);
  if (open.state !== 'open') throw new Error('not open');
  expect(enter(open, open.until - 2 * open.pauseMs).pass).toBeUndefined();
  expect(enter(open, open.until - 2 * open.pauseMs - 1).pass).toBe('probe');
});

test('each probe in vain makes the pause longer, up to five minutes', () => {
  let circuit = unwell(5, 0);
  const pauses: number[] = [];
  for (let now = 0; pauses.length < 12 && circuit.state === 'open'; now = circuit.state === 'open' ? circuit.until : now) {
    pauses.push(circuit.pauseMs);
    circuit = leave(enter(circuit, circuit.until).circuit, 'probe', 'unwell', at(circuit.until, 0.999_999), policy);
  }
  expect(pauses.slice(1, 6)).toEqual([4_000, 8_000, 16_000, 32_000, 64_000]);
  expect(pauses.at(-1)).toBe(policy.longestMs);
});

test('who set out before the circuit opened decides nothing when it comes back late', () => {
  const open = unwell(5, 0);
  expect(leave(open, 'through', 'answered', at(1), policy)).toBe(open);
  const probing = enter(open, policy.longestMs).circuit;
  for (const late of ['answered', 'unwell', 'nothing'] as const) expect(leave(probing, 'through', late, at(1), policy)).toBe(probing);
});

test('more repeats in vain within a minute than the budget has are told at once, and each minute has its own', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (gaps, perMinute) => {
    let [budget, now] = [unspent, 1_000_000_000];
    let inWindow: number[] = [];
    for (const gap of gaps) {
      now += gap;
      inWindow = [...inWindow.filter((time) => now - time < 60_000), now];
      const spent = spend(budget, now, perMinute);
      ({ budget } = spent);
      // Never told without reason; and so many in one minute that even two windows could not have held them are always told.
      expect(!spent.overspent || inWindow.length > perMinute).toBe(true);
      expect(inWindow.length <= 2 * perMinute || spent.overspent || budget.spent <= perMinute).toBe(true);
    }
  }));
  let budget = unspent;
  const told = Array.from({ length: 130 }, () => { const spent = spend(budget, 1_000_000_000, 120); ({ budget } = spent); return spent.overspent; });
  expect(told.indexOf(true)).toBe(120);
  expect(spend(budget, 1_000_060_000, 120).overspent).toBe(false);
  // A clock that was set back begins a new minute.
  expect(spend(budget, 1, 120).overspent).toBe(false);
});
