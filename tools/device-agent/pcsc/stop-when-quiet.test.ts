import { stopWhenQuiet } from './stop-when-quiet.ts';

/** Time as the test has it: what is to be done later is done when it has passed. */
function aClock() {
  const [due, clock] = [[] as { at: number; run: () => void }[], { now: 0 }];
  return {
    now: () => clock.now,
    later: (afterMs: number, run: () => void) => {
      due.push({ at: clock.now + afterMs, run });
      return () => undefined;
    },
    pass: (ms: number) => {
      clock.now += ms;
      for (const one of due.splice(0).filter((each) => (each.at <= clock.now ? true : (due.push(each), false)))) one.run();
    },
  };
}

test('a line on which nothing has changed is stopped at once', () => {
  const [stop, clock] = [jest.fn(), aClock()];
  stopWhenQuiet(stop, clock).stop();
  expect(stop).toHaveBeenCalledTimes(1);
});

test('one on which a card has just come or gone is stopped when it is quiet, once, however much changes meanwhile', () => {
  const [stop, clock] = [jest.fn(), aClock()];
  const line = stopWhenQuiet(stop, clock);
  line.changed();
  line.stop();
  clock.pass(200);
  line.changed();
  clock.pass(200);
  expect(stop).not.toHaveBeenCalled();
  clock.pass(250);
  clock.pass(250);
  expect(stop).toHaveBeenCalledTimes(1);
});
