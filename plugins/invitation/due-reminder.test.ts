import { assert, boolean, integer, option, property, record } from 'fast-check';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { dueReminder } from './due-reminder.ts';

const rules = { reminderAfterDays: 14, letterAfterDays: 28 };
const told = instantOf('2026-11-24', '09:10');
const facts = (overrides: Partial<Parameters<typeof dueReminder>[0]> = {}) => ({ handedAt: told, toldAt: told, remindedAt: null, letterAt: null, quietAt: null, ...overrides });
const on = (days: number) => addDays('2026-11-24', days);

test.each([
  [13, {}, undefined], [14, {}, 'reminder'], [27, {}, 'reminder'], [28, {}, 'letter'], [200, {}, 'letter'],
  [27, { remindedAt: told }, undefined], [28, { remindedAt: told }, 'letter'],
  [28, { letterAt: told }, undefined], [14, { letterAt: told }, undefined],
  [28, { quietAt: told }, undefined],
  [14, { toldAt: null }, 'reminder'], [14, { handedAt: null, toldAt: null }, undefined],
] as const)('%s days after the first message, with %j: %s', (days, overrides, expected) => expect(dueReminder(facts(overrides), rules, on(days))).toBe(expected));

test('the day counts, not the hour: who was told in the evening is reminded on the same day as who was told in the morning', () => {
  expect(dueReminder(facts({ toldAt: instantOf('2026-11-24', '23:30') }), rules, on(14))).toBe('reminder');
});

const anyRules = record({ reminderAfterDays: integer({ min: 1, max: 90 }), letterAfterDays: integer({ min: 1, max: 180 }) });

test('looked at every day, or on any days at all, there is at most one reminder and one letter, the letter last, and neither too early', () => {
  assert(property(anyRules, integer({ min: 1, max: 7 }), boolean(), (any, step, toldForSure) => {
    let known: ReturnType<typeof facts> & { remindedAt: number | null; letterAt: number | null } = facts({ toldAt: toldForSure ? told : null });
    const sent: [string, number][] = [];
    for (let day = 0; day <= 300; day += step) {
      const due = dueReminder(known, any, on(day));
      if (due === undefined) continue;
      sent.push([due, day]);
      known = due === 'letter' ? { ...known, letterAt: 1 } : { ...known, remindedAt: 1 };
    }
    const kinds = sent.map(([kind]) => kind);
    expect(kinds.filter((kind) => kind === 'letter')).toHaveLength(1);
    expect(kinds.at(-1)).toBe('letter');
    expect(kinds.length).toBeLessThanOrEqual(2);
    for (const [kind, day] of sent) expect(day).toBeGreaterThanOrEqual(kind === 'letter' ? any.letterAfterDays : any.reminderAfterDays);
  }));
});

test('who asked for peace gets nothing more, ever', () => {
  assert(property(anyRules, integer({ min: 0, max: 1000 }), option(integer({ min: 0, max: 10 })), (any, days, reminded) => {
    expect(dueReminder(facts({ quietAt: told, remindedAt: reminded }), any, on(days))).toBeUndefined();
  }));
});
