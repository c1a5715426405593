import { seeCertificates } from './see-certificates.ts';

test('partners are asked for certificates anew only when what was seen is older than will do, and municipality by municipality', async () => {
  const seen = seeCertificates();
  let looks = 0;
  const look = async () => [{ port: 'biza', says: `look ${looks += 1}`, until: null }];
  const says = async (municipality: string, from: number, within: number) => (await seen.of(municipality, { from, within }, look))[0]?.says;
  expect(await says('gent', 1_000, 60_000)).toBe('look 1');
  expect(await says('gent', 60_999, 60_000)).toBe('look 1');
  expect(await says('kortenberg', 60_999, 60_000)).toBe('look 2');
  expect(await says('gent', 61_000, 60_000)).toBe('look 3');
  expect(await says('gent', 61_000, 0)).toBe('look 4');
});

test('a look that failed is not kept', async () => {
  const seen = seeCertificates();
  await expect(seen.of('gent', { from: 0, within: 60_000 }, async () => { throw new Error('stopped'); })).rejects.toThrow('stopped');
  expect(await seen.of('gent', { from: 1, within: 60_000 }, async () => [])).toEqual([]);
});
