import { z } from 'zod';
import { defineConnector } from '#services/kernel/connector.ts';
import { definePort } from '#services/kernel/port.ts';
import { checkMunicipality } from './check-municipality.ts';
import { defineMunicipality, type ChosenConnector } from './municipality.ts';

const weather = definePort('weather', { today: { idempotency: 'read', input: z.object({}), output: z.object({ rain: z.boolean() }) } });
const outside = () => { throw new Error('nobody opens it here'); };
const sandboxOnly = defineConnector(weather, { title: 'The weather', config: z.strictObject({}), sandbox: outside });
const withLive = defineConnector(weather, { title: 'The weather', config: z.strictObject({}), sandbox: outside, live: { config: z.strictObject({ url: z.url() }), open: outside, check: outside } });

const problemsOf = (connector: typeof sandboxOnly, chosen: Omit<ChosenConnector, 'port'>) => checkMunicipality(
  defineMunicipality({ id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [], connectors: [{ port: weather, ...chosen }] }),
  { plugins: [], connectors: [connector] },
).problems;

test('an outside system that we can only play is not taken for the real one', () => {
  expect(problemsOf(sandboxOnly, { mode: 'live', config: {} })).toEqual(["municipality 'gent': connector 'weather' has no live side"]);
  expect(problemsOf(sandboxOnly, { mode: 'sandbox', config: {} })).toEqual([]);
});

test('the real one is asked for its own settings, not for those of the one that is played', () => {
  expect(problemsOf(withLive, { mode: 'live', config: {} })).toEqual([expect.stringMatching(/^municipality 'gent': connector 'weather', url: /)]);
  expect(problemsOf(withLive, { mode: 'live', config: { url: 'https://weather.example' } })).toEqual([]);
});
