import { countRefusals } from './count-refusals.ts';

test('who floods the bus does not flood the log: one line a minute, that says how many there were', () => {
  let now = 0;
  const lines: unknown[] = [];
  const refused = countRefusals({ info: () => undefined, error: () => undefined, warn: (fields) => lines.push(fields) }, () => now);
  for (let packet = 0; packet < 1_000; packet += 1) refused('foreign');
  refused('late');
  now = 60_000;
  refused('foreign');
  expect(lines).toEqual([{ reason: 'foreign', packets: 1 }, { reason: 'late', packets: 1 }, { reason: 'foreign', packets: 1_000 }]);
});
