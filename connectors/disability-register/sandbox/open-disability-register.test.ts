import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { openDisabilityRegister } from './open-disability-register.ts';

const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
const sandbox = openDisabilityRegister(bench.env);
const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
afterAll(() => { sandbox.close(); bench.remove(); });
const person = (serial: number) => makeInsz('1960-05-01', serial, { testPerson: true });

test('putting a recognition that is to be kept never begins an ended one again', async () => {
  const began = { insz: person(1), from: '2020-01-01', until: null };
  await pull('put-recognition', { ...began, keep: true });
  await pull('put-recognition', { ...began, until: '2026-01-01' });
  await pull('replace-number', { from: person(1), to: person(2) });
  await pull('put-recognition', { ...began, keep: true });
  expect(await pull('recognitions', {})).toEqual({ recognitions: [{ ...began, insz: person(2), until: '2026-01-01' }] });
});

test('a number is never replaced by itself, not by a roundabout way either', async () => {
  for (const to of [person(1), person(2)]) await expect(pull('replace-number', { from: person(2), to })).rejects.toMatchObject({ type: 'disability-register.refused' });
});

test('a recognition does not end before it begins', async () => {
  await expect(pull('put-recognition', { insz: person(3), from: '2020-01-02', until: '2020-01-01' })).rejects.toMatchObject({ issues: [{ path: ['until'] }] });
});
