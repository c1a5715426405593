import * as fc from 'fast-check';
import { followMessages, type OwnFacts, type Told } from './follow-messages.ts';

const hour = 3_600_000;
const events = ['pre-announced', 'card-received', 'attempt-failed', 'hand-over-blocked', 'handed-over', 'moment-changed', 'returned', 'cancelled', 'lost'] as const;

const aMessage = (overrides: Partial<Told> = {}): Told => ({
  reference: 'r', sequence: 1, event: 'card-received', at: 10 * hour, recordedAt: 11 * hour, employee: 'certified', reason: null, start: null, end: null, ...overrides,
});
const facts = (overrides: Partial<OwnFacts> = {}): OwnFacts => ({
  handedToBpost: true, activated: false, moment: { start: 100 * hour, end: 102 * hour, setAt: 0 }, certified: (employee) => employee === 'certified', ...overrides,
});
const message = fc.record({
  event: fc.constantFrom(...events), at: fc.integer({ min: 0, max: 50 }).map((at) => at * hour), employee: fc.constantFrom('certified', 'unknown', null),
  start: fc.constantFrom(null, 200 * hour, 300 * hour),
}).map(({ start, ...rest }) => ({ ...rest, start, end: start === null ? null : start + hour }));
const history = fc.array(message, { maxLength: 12 }).map((told) => told.map((one, index) => aMessage({ ...one, sequence: index + 1 })));
const ownFacts = fc.record({ handedToBpost: fc.boolean(), activated: fc.boolean(), setAt: fc.integer({ min: 0, max: 50 }).map((at) => at * hour) })
  .map(({ setAt, ...rest }) => facts({ ...rest, moment: { start: 100 * hour, end: 102 * hour, setAt } }));

test('any order and any repetition of bpost\'s messages ends in the same state', () => {
  const disorder = fc.tuple(history, ownFacts, fc.infiniteStream(fc.nat()));
  fc.assert(fc.property(disorder, ([told, own, dice]) => {
    const repeated = told.flatMap((one) => Array.from({ length: 1 + ((dice.next().value ?? 0) % 3) }, () => one));
    const shuffled = repeated.map((one) => ({ one, rank: dice.next().value ?? 0 })).sort((a, b) => a.rank - b.rank).map(({ one }) => one);
    expect(followMessages(shuffled, own)).toEqual(followMessages(told, own));
  }));
});

test('custody only passes along the chain municipality, courier, bpost employee, citizen, or back', () => {
  const chain: Readonly<Record<string, readonly string[]>> = {
    municipality: [], courier: ['bpost-employee', 'citizen', 'municipality', 'lost'], 'bpost-employee': ['citizen', 'municipality', 'lost'], citizen: [], lost: ['municipality'],
  };
  fc.assert(fc.property(history, ownFacts, (told, own) => {
    told.forEach((_, index) => {
      const [before, after] = [followMessages(told.slice(0, index), own).custody, followMessages(told.slice(0, index + 1), own).custody];
      expect([before, ...chain[before] ?? []]).toContain(after);
    });
  }));
});

test('without activation through us no message brings the card to the citizen', () => {
  fc.assert(fc.property(history, (told) => {
    expect(followMessages(told, facts({ activated: false })).custody).not.toBe('citizen');
  }));
});

test('nothing that bpost says changes who holds the card before the municipality has handed it over', () => {
  fc.assert(fc.property(history, fc.boolean(), (told, activated) => {
    expect(followMessages(told, facts({ handedToBpost: false, activated })).custody).toBe('municipality');
  }));
});

test('a message by an employee without a valid certificate changes nothing, whatever it says', () => {
  fc.assert(fc.property(history, ownFacts, message, (told, own, extra) => {
    const before = followMessages(told, own);
    const after = followMessages([...told, aMessage({ ...extra, employee: 'unknown', sequence: told.length + 1 })], own);
    expect({ ...after, held: null }).toEqual({ ...before, held: null });
    expect(after.held.get(told.length + 1)).toBe('not-certified');
  }));
});

test('a hand-over that bpost tells before the activation counts as soon as the card is active', () => {
  const told = [aMessage({ sequence: 1 }), aMessage({ sequence: 2, event: 'handed-over' })];
  expect(followMessages(told, facts()).held.get(2)).toBe('not-activated');
  expect(followMessages(told, facts({ activated: true }))).toMatchObject({ custody: 'citizen', handedOverBy: 'certified' });
});

test('a failed attempt that a later message has overtaken counts, but no longer decides', () => {
  const told = [aMessage({ sequence: 2, event: 'attempt-failed' }), aMessage({ sequence: 3, event: 'returned' })];
  expect(followMessages(told, facts())).toMatchObject({ attempts: [2], decidedBy: 3, custody: 'municipality' });
});

test('an attempt from before the new moment was asked does not undo that moment', () => {
  const told = [aMessage({ sequence: 1, event: 'attempt-failed', at: 10 * hour })];
  expect(followMessages(told, facts({ moment: { start: 100 * hour, end: 102 * hour, setAt: 11 * hour } }))).toMatchObject({ attempts: [1], decidedBy: 0 });
});

test.each([
  ['after we asked, counts', 12 * hour, 200 * hour],
  ['before we asked, does not bring the old moment back', 9 * hour, 100 * hour],
])('a moment that bpost changed %s', (_title, at, start) => {
  const told = [aMessage({ event: 'moment-changed', employee: null, at, start: 200 * hour, end: 201 * hour })];
  expect(followMessages(told, facts({ moment: { start: 100 * hour, end: 102 * hour, setAt: 11 * hour } })).moment.start).toBe(start);
});

test('only a named employee can say that the card was received or handed over', () => {
  const told = [aMessage({ sequence: 1, employee: null }), aMessage({ sequence: 2, event: 'handed-over', employee: null })];
  expect([...followMessages(told, facts({ activated: true })).held.values()]).toEqual(['employee-missing', 'employee-missing']);
});
