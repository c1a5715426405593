import * as fc from 'fast-check';
import { ReplayWindow } from './replay-window.ts';

test('a packet counts once, in whatever order packets come', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 12_000 }), { maxLength: 400 }), (numbers) => {
    const window = new ReplayWindow();
    const taken = numbers.filter((number) => window.take(number));
    expect(new Set(taken).size).toBe(taken.length);
  }));
});

test('a packet that was overtaken by fewer than four thousand others still counts', () => {
  fc.assert(fc.property(fc.integer({ min: 5_000, max: 100_000 }), fc.integer({ min: 1, max: 4_095 }), (newest, behind) => {
    const window = new ReplayWindow();
    expect(window.take(newest)).toBe(true);
    expect(window.take(newest - behind)).toBe(true);
    expect(window.take(newest - behind)).toBe(false);
  }));
});

test('a packet from before all that is remembered does not count: it may have been seen', () => {
  const window = new ReplayWindow();
  window.take(10_000);
  expect(window.take(10_000 - 4_096)).toBe(false);
  expect(window.take(10_000 - 4_095)).toBe(true);
});

test('each packet counts of a sender that loses none', () => {
  const window = new ReplayWindow();
  for (let number = 1; number <= 20_000; number += 1) expect(window.take(number)).toBe(true);
});
