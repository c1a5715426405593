import * as fc from 'fast-check';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { addDays } from '#services/belgium/day.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { disabilityRegisterConfig } from './disability-register.config.ts';
import type { disabilityRegister } from './disability-register.port.ts';
import { openDisabilityRegister } from './sandbox/open-disability-register.ts';

/** Rules that every disability register keeps, whichever side of the port it is. */

interface Side {
  readonly port: PortImplementation<typeof disabilityRegister>;
  readonly call: (key?: string) => OutwardCall;
  /** Makes the outside world so. */
  readonly world: { recognise(insz: string, from: string, until: string | null): Promise<unknown>; replaceNumber(from: string, to: string): Promise<unknown> };
  readonly close: () => void;
}

function sandboxSide(): Side {
  const bench = sandboxBench(disabilityRegisterConfig.parse({}), Date.UTC(2026, 10, 24, 9));
  const sandbox = openDisabilityRegister(bench.env);
  return {
    port: sandbox.implementation, call: bench.call,
    world: {
      recognise: (insz, from, until) => bench.pull(sandbox, 'put-recognition', { insz, from, until }),
      replaceNumber: (from, to) => bench.pull(sandbox, 'replace-number', { from, to }),
    },
    close: () => { sandbox.close(); bench.remove(); },
  };
}

const person = (serial: number) => makeInsz('1960-05-01', serial, { testPerson: true });
const today = '2026-11-24';

describe.each([['the sandbox', sandboxSide]])('%s', (_name, open) => {
  let side: Side;
  beforeEach(() => { side = open(); });
  afterEach(() => side.close());
  const asked = (insz: string, on = today) => side.port.recognition({ insz, on }, side.call());
  const answer = (status: string, until: string | null = null, replacedBy: string | null = null) => ({ status, until, replacedBy });

  test('who is not in the register has no recognition', async () => {
    expect(await asked(person(1))).toEqual(answer('none'));
  });

  test('a recognition counts from its first up to and including its last day, and has ended after it', async () => {
    await side.world.recognise(person(1), '2024-01-01', today);
    expect(await asked(person(1), '2023-12-31')).toEqual(answer('none'));
    for (const day of ['2024-01-01', '2025-06-01', today]) expect(await asked(person(1), day)).toEqual(answer('current', today));
    expect(await asked(person(1), addDays(today, 1))).toEqual(answer('ended'));
  });

  test('a recognition without end is current for ever', async () => {
    await side.world.recognise(person(1), '2024-01-01', null);
    expect(await asked(person(1), '2099-12-31')).toEqual(answer('current'));
  });

  test('one person\'s recognition says nothing about another', async () => {
    await side.world.recognise(person(1), '2024-01-01', null);
    expect(await asked(person(2))).toEqual(answer('none'));
  });

  test('of several recognitions one that is current is enough, and the longest tells until when', async () => {
    const span = fc.record({ begin: fc.integer({ min: -30, max: 30 }), days: fc.option(fc.integer({ min: 0, max: 40 })) });
    await fc.assert(fc.asyncProperty(fc.uniqueArray(span, { maxLength: 4, selector: ({ begin }) => begin }), async (spans) => {
      side.close();
      side = open();
      for (const { begin, days } of spans) await side.world.recognise(person(1), addDays(today, begin), days === null ? null : addDays(today, begin + days));
      const ends = spans.filter(({ begin }) => begin <= 0).map(({ begin, days }) => (days === null ? Infinity : begin + days));
      const longest = Math.max(...ends);
      const expected = longest >= 0 ? answer('current', longest === Infinity ? null : addDays(today, longest)) : answer(ends.length > 0 ? 'ended' : 'none');
      expect(await asked(person(1))).toEqual(expected);
    }), { numRuns: 15 });
  });

  test('a replaced number is answered with the number in force, and with what holds for that', async () => {
    await side.world.recognise(person(1), '2024-01-01', null);
    await side.world.replaceNumber(person(1), person(2));
    expect(await asked(person(1))).toEqual(answer('current', null, person(2)));
    expect(await asked(person(2))).toEqual(answer('current'));
    await side.world.replaceNumber(person(2), person(3));
    for (const old of [person(1), person(2)]) expect(await asked(old)).toEqual(answer('current', null, person(3)));
    await side.world.recognise(person(1), '2024-01-01', '2025-01-01');
    expect(await asked(person(3))).toEqual(answer('ended'));
  });
});
