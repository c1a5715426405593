import * as fc from 'fast-check';
import { inGent } from '#tools/test-house/look-inside.ts';
import { openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { dossiers, history } from './dossier.store.ts';
import { isFinal, type JourneyTable } from './journey-table.ts';
import { journey, type Move, type State } from './journey.states.ts';
import { allows, moveDossier, moveIfAllowed } from './move-dossier.ts';
import { openDossier } from './open-dossier.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse({ house: { works: { outbox: false, jobs: false } } }); });
afterAll(() => house.stop());

const table: JourneyTable = journey;
const states = Object.keys(journey.states) as State[];
const moves = [...new Set(Object.values(table.states).flatMap(({ on }) => Object.keys(on)))] as Move[];
const targetOf = (state: State, move: Move) => table.states[state]?.on[move] as State | undefined;

/** What we expect of a dossier: the lines that its history must have, the last one saying where it stands. */
interface Model { lines: { move: string; from: State | null; state: State }[] }
/** The dossier itself, and everything that its history ever said. */
interface Real { id: string; seen: object[] }
type Walk = fc.AsyncCommand<Model, Real>;

const stateOf = ({ lines }: Model): State => lines.at(-1)?.state ?? journey.initial;
const expected = (model: Model, move: Move) => ({ move, from: stateOf(model), state: targetOf(stateOf(model), move) as State });
const refused = { type: 'journey.move-not-possible', data: { retry: 'never' } };

let serial = 0;
/** A citizen whom nobody has met yet. */
function anOpening() {
  serial += 1;
  return { insz: makeInsz('1958-03-14', serial % 900 + 1, { testPerson: true }), cardNumber: makeCardNumber(String(5_920_000_000 + serial)), expiresOn: '2026-12-15', ground: null, reason: 'expires-soon' };
}

/** The dossier is what its history says, the history is gapless, and nothing that it said before has changed. */
async function agrees({ lines }: Model, real: Real): Promise<void> {
  const reader = house.house.engine.store.reader('gent');
  const dossier = await reader.first(dossiers, { id: real.id });
  const told = await reader.find(history, { dossier: real.id }, { by: [['sequence', 'asc']] });
  expect(told.map(({ sequence }) => sequence)).toEqual(lines.map((_, index) => index + 1));
  expect(told.map(({ move, fromState, state }) => ({ move, from: fromState, state }))).toEqual(lines);
  expect(dossier).toMatchObject({ state: told.at(-1)?.state, sequence: told.length, stateSince: told.at(-1)?.occurredAt });
  expect(told.slice(0, real.seen.length)).toEqual(real.seen);
  real.seen = told;
}

const step = (title: string, run: (model: Model, real: Real) => Promise<void>, check: (model: Readonly<Model>) => boolean = () => true): Walk => ({
  check, toString: () => title,
  run: async (model, real) => {
    await run(model, real);
    await agrees(model, real);
  },
});

/** A move by its name, allowed here or not; or one of those that are allowed here, so that walks come far. */
type Choice = Move | number;
function chosen(model: Readonly<Model>, choice: Choice): Move | undefined {
  if (typeof choice === 'string') return choice;
  const open = Object.keys(table.states[stateOf(model)]?.on ?? {}) as Move[];
  return open[choice % open.length];
}

/** Any move of the table. */
const anyMove = (move: Move): Walk => step(move, async (model, { id }) => {
  const line = expected(model, move);
  const moving = inGent(house, (work) => moveDossier(work, id, move));
  if (!line.state) return expect(moving).rejects.toMatchObject(refused);
  expect(await moving).toBe(line.state);
  model.lines.push(line);
});

const allowedMove = (pick: number): Walk => step(`allowed move ${pick}`, async (model, { id }) => {
  const line = expected(model, chosen(model, pick) as Move);
  expect(await inGent(house, (work) => moveDossier(work, id, line.move))).toBe(line.state);
  model.lines.push(line);
}, (model) => !isFinal(table, stateOf(model)));

/** A message from outside that may be late: moves or does nothing, and says which. */
const lateMessage = (move: Move, minutesAgo: number): Walk => step(`message: ${move}`, async (model, { id }) => {
  const line = expected(model, move);
  const occurredAt = house.house.engine.clock.now('gent') - minutesAgo * 60_000;
  expect(await inGent(house, (work) => moveIfAllowed(work, id, move, { occurredAt, reason: 'late-message' }))).toBe(line.state !== undefined);
  if (line.state) model.lines.push(line);
});

/** Something else in the unit of work goes wrong: the move never was. */
const brokenUnit = (move: Move): Walk => step(`broken: ${move}`, async (_model, { id }) => {
  await expect(inGent(house, async (work) => { await moveIfAllowed(work, id, move); throw new Error('broken off'); })).rejects.toThrow('broken off');
});

/** Two who have both seen the dossier before either of them moves it: one wins, the other one is told. */
const twoAtOnce = (choices: readonly [Choice, Choice]): Walk => step(choices.join(' || '), async (model, { id }) => {
  const asked = choices.map((choice) => chosen(model, choice) as Move);
  const seen = await house.house.engine.store.reader('gent').first(dossiers, { id });
  // As on a shared database, where the other one's commit comes between our look and our write.
  const blind = (work: UnitOfWork): UnitOfWork => ({ ...work, first: (async (from, where) => (from.name === dossiers.name ? seen : work.first(from, where))) as UnitOfWork['first'] });
  const lines = asked.map((move) => expected(model, move));
  const ended = await Promise.allSettled(asked.map((move) => inGent(house, (work) => moveDossier(blind(work), id, move))));
  const wins = ended.findIndex(({ status }) => status === 'fulfilled');
  expect(wins).toBe(lines.findIndex(({ state }) => state !== undefined));
  for (const [index, end] of ended.entries()) {
    if (end.status === 'fulfilled') expect([index, end.value]).toEqual([wins, lines[index]?.state]);
    else expect(end.reason).toMatchObject(lines[index]?.state ? { type: 'journey.changed-meanwhile', data: { retry: 'safe' } } : refused);
  }
  const line = lines[wins];
  if (line) model.lines.push(line);
}, (model) => choices.every((choice) => chosen(model, choice) !== undefined));

const oneMove = fc.constantFrom(...moves);
const walks = fc.commands([
  fc.nat({ max: 50 }).map(allowedMove), fc.nat({ max: 50 }).map(allowedMove), fc.nat({ max: 50 }).map(allowedMove),
  oneMove.map(anyMove), fc.tuple(oneMove, fc.nat({ max: 10_000 })).map(([move, ago]) => lateMessage(move, ago)),
  oneMove.map(brokenUnit), fc.tuple(fc.oneof(fc.nat({ max: 50 }), oneMove), fc.nat({ max: 50 })).map(twoAtOnce),
], { maxCommands: 24, size: 'max' });

async function aDossier(): Promise<{ model: Model; real: Real }> {
  const id = await inGent(house, (work) => openDossier(work, anOpening()));
  if (id === undefined) throw new Error('no dossier was opened');
  return { model: { lines: [{ move: 'open', from: null, state: journey.initial }] }, real: { id, seen: [] } };
}

test('however a dossier is moved, it goes along the table only, and its history says how it came where it is', async () => {
  const walking = fc.assert(fc.asyncProperty(walks, async (commands) => {
    const { model, real } = await aDossier();
    await fc.asyncModelRun(() => ({ model, real }), commands);
  }), { numRuns: 40 });
  await expect(walking).resolves.toBeUndefined();
});

/** A dossier that was moved to a state by the shortest way. */
async function aDossierThatIs(state: State): Promise<{ model: Model; real: Real }> {
  const { model, real } = await aDossier();
  await inGent(house, async (work) => {
    for (const move of wayTo(state)) {
      const line = expected(model, move);
      expect(await moveDossier(work, real.id, move)).toBe(line.state);
      model.lines.push(line);
    }
  });
  await agrees(model, real);
  return { model, real };
}

test.each(states)('a dossier that is %s goes where the table says, and any other move is refused and changes nothing', async (state) => {
  const { model, real } = await aDossierThatIs(state);
  await inGent(house, async (work) => {
    for (const move of moves.filter((one) => targetOf(state, one) === undefined)) {
      await expect(moveDossier(work, real.id, move)).rejects.toMatchObject(refused);
      expect(await moveIfAllowed(work, real.id, move)).toBe(false);
    }
  });
  await agrees(model, real);
  for (const [move, target] of Object.entries(table.states[state]?.on ?? {})) {
    const undone = inGent(house, async (work) => {
      expect(await moveDossier(work, real.id, move as Move)).toBe(target);
      expect(await work.first(dossiers, { id: real.id })).toMatchObject({ state: target, sequence: model.lines.length + 1 });
      throw new Error('to see where it leads');
    });
    await expect(undone).rejects.toThrow('to see where it leads');
  }
  await agrees(model, real);
});

test('a move that is not in the table does not exist, whatever it is called', () => {
  for (const move of ['toString', 'constructor', '__proto__', '']) expect(allows({ state: 'opened' }, move as Move)).toBe(false);
});

test('a second dossier for the same card is not opened beside the first, however many ask at once', async () => {
  const opening = anOpening();
  const ids = await Promise.all(Array.from({ length: 10 }, () => inGent(house, (work) => openDossier(work, opening))));
  const [opened, ...others] = ids.filter((id) => id !== undefined);
  expect(others).toEqual([]);
  await agrees({ lines: [{ move: 'open', from: null, state: journey.initial }] }, { id: opened ?? '', seen: [] });
  const again = await inGent(house, (work) => openDossier(work, { ...opening, reason: 'reopened', reopens: { id: opened ?? '', cycle: 1 } }));
  expect(await house.house.engine.store.reader('gent').first(dossiers, { id: again ?? '' })).toMatchObject({ previous: opened, cycle: 2, state: journey.initial });
});

/** The shortest way from the beginning to a state. */
function wayTo(goal: State): Move[] {
  const ways = new Map<State, Move[]>([[journey.initial, []]]);
  for (const [state, way] of ways) {
    for (const [move, to] of Object.entries(table.states[state]?.on ?? {})) if (!ways.has(to as State)) ways.set(to as State, [...way, move as Move]);
  }
  const found = ways.get(goal);
  if (!found) throw new Error(`'${goal}' cannot be reached`);
  return found;
}
