import * as fc from 'fast-check';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { dossierView } from '#services/journey/journey.contract.ts';
import { journey, specOf, type State } from '#services/journey/journey.states.ts';

/** Moments around which the calendar turns: ends of months and years, and both nights in which the clock is put. */
const edge = fc.constantFrom(...[
  ['2025-10-25', '23:30'], ['2025-10-26', '23:30'], ['2025-12-31', '23:50'], ['2026-02-27', '22:10'], ['2026-02-28', '23:59'], ['2026-03-28', '23:59'], ['2026-03-29', '00:01'], ['2026-03-29', '23:20'], ['2026-03-31', '23:30'], ['2026-08-31', '12:00'],
].map(([day = '', time = '']) => instantOf(day, time)));
/** What is told late lies before what was told already. */
const minutesLater = fc.oneof(fc.constantFrom(0, 1, 20, 60, 1_440), fc.constantFrom(0, 1_440, 2_880, -1_440), fc.integer({ min: -20_000, max: 60_000 }));
const tone = fc.constantFrom('negative' as const, 'neutral' as const, 'positive' as const);
const which = fc.nat({ max: 3 });

const step = fc.record({
  pick: fc.nat(), minutesLater,
  // Null as an earlier release wrote it.
  ground: fc.constantFrom('none' as const, 'disability' as const, 'disability' as const, 'reduced-mobility' as const, 'limited-availability' as const, 'limited-availability' as const, null),
  deliverBy: fc.constantFrom('none' as const, 'official' as const, 'bpost' as const, 'bpost' as const, null), actor: fc.constantFrom('official:els.peeters', 'official:tom.maes', 'citizen', 'system:bpost'),
});
/** Few dossiers that wander along the table ever get to a delivery: half of them go straight there for the most part. */
const onward: ReadonlySet<string> = new Set(['invite', 'request', 'schedule', 'identify', 'capture', 'verify', 'order', 'plan-delivery', 'receive-card', 'start-delivery', 'activate', 'register-code', 'close-procedure', 'close']);

/** The lines of one dossier, along the table. */
const lines = fc.record({ start: edge, straight: fc.boolean(), steps: fc.array(step, { minLength: 1, maxLength: 22 }) }).map(({ start, straight, steps }) => {
  let [state, at]: [State, number] = [journey.initial, start];
  return steps.flatMap(({ pick, minutesLater: later, ...stood }, index) => {
    const moves = Object.keys(specOf(state).on);
    if (index > 0 && moves.length === 0) return [];
    const forward = straight && pick % 5 > 0 ? moves.filter((move) => onward.has(move)) : [];
    const among = forward.length > 0 ? forward : moves;
    const [move, fromState] = index === 0 ? ['open', null] : [among[pick % among.length] ?? '', state];
    if (index > 0) state = dossierView.shape.state.parse(specOf(state).on[move]);
    at += later * 60_000;
    return [{ sequence: index + 1, move, fromState, state, occurredAt: at, reason: null, ...stood }];
  });
});

const complaint = fc.record({ of: which, filedAt: edge, tone, judged: fc.array(fc.record({ after: fc.integer({ min: 1, max: 9 }), tone }), { maxLength: 2 }) });
const renewal = fc.record({ of: fc.option(which, { freq: 3 }), at: edge });
const deeds = ['write', 'hear', 'tell', 'break', 'night', 'rebuild', 'forget'] as const;
/** In which order things are written, heard of, told, broken off, counted by night or anew, and forgotten. */
const deed = fc.record({ what: fc.constantFrom(...deeds, 'write' as const, 'write' as const, 'hear' as const), which: fc.nat() });

/** A handful of dossiers with all that is told of them, and the disorder in which it comes. */
export const disorder = fc.record({
  lives: fc.array(lines, { minLength: 1, maxLength: 4 }), complaints: fc.array(complaint, { maxLength: 4 }), renewals: fc.array(renewal, { maxLength: 3 }), deeds: fc.array(deed, { maxLength: 60 }),
});
export type Disorder = typeof disorder extends fc.Arbitrary<infer Drawn> ? Drawn : never;
export type Deed = Disorder['deeds'][number]['what'];
