import { checkMunicipality } from '#services/tenancy/check-municipality.ts';
import { defineMunicipality } from '#services/tenancy/municipality.ts';
import { openToyHouse } from '#tools/test-house/open-toy-house.ts';
import { inboundControl } from './inbound-control.ts';

const request = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) };
const municipalities = new Map([['deinze', [{ code: '44011', from: '1977-01-01' }, { code: '44083', from: '2019-01-01' }]] as const, ['nevele', [{ code: '44049', from: '1977-01-01' }]] as const].map(([id, nis]) =>
  [id, checkMunicipality(defineMunicipality({ id, name: id, nis, languages: ['nl'], plugins: [], connectors: [] }), { plugins: [], connectors: [] }).municipality] as const));

test('what comes to a former NIS code after a merger reaches the municipality that had it; what comes to nobody\'s is not taken in', async () => {
  let day = '2018-12-31';
  const ports = { borrow: () => () => undefined, inbound: (municipality: string) => Object.assign(() => Promise.resolve({ status: 200, body: municipality }), municipality === 'nevele' && { limitBytes: ({ path }: { path: string }) => path.length }) };
  const control = inboundControl({ municipalities, clock: { now: () => Date.parse(`${day}T12:00:00Z`) }, ports: ports as unknown as Parameters<typeof inboundControl>[0]['ports'] });
  const reached = async (nis: string) => control.receive(nis, 'payment', request).then(({ body }) => body, (error: unknown) => error);
  expect([await reached('44011'), await reached('44049')]).toEqual(['deinze', 'nevele']);
  expect(await reached('44083')).toMatchObject({ type: 'inbound.nothing-here' });
  day = '2019-01-01';
  expect([await reached('44011'), await reached('44083'), await reached('44049')]).toEqual(['deinze', 'deinze', 'nevele']);
  for (const code of ['11002', '', '4401', 'deinze']) expect(await reached(code)).toMatchObject({ type: 'inbound.nothing-here' });
  // Of a large message, as its way in says.
  expect(['44049', '44011', '11002'].map((nis) => control.limitBytes(nis, 'payment', { ...request, path: '/long' }))).toEqual([5, undefined, undefined]);
});

test('a house in which two municipalities have one NIS code on one day does not start: nobody could say whom what comes in is for', async () => {
  const town = (id: string) => defineMunicipality({ id, name: id, nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [], connectors: [] });
  await expect(openToyHouse({ house: { municipalities: [town('gent'), town('ghent')] } })).rejects.toThrow("municipalities 'gent' and 'ghent' have NIS code 44021 at the same time");
});
