import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { soapControl } from './soap-control.ts';

const gent: MunicipalityDefinition = {
  id: 'gent', name: 'Stad Gent', nis: [{ code: '44021', from: '1977-01-01' }, { code: '44999', from: '2027-01-01' }], languages: ['nl'], plugins: [], connectors: [],
  publish: { soap: ['journey.show', 'request.submit', 'delivery.show'] },
};
const operation = (name: string) => ({ name, plugin: { id: name.split('.')[0] ?? '' } });

function controlOn(day: string, definition: MunicipalityDefinition = gent) {
  const now = () => Date.parse(`${day}T12:00:00Z`);
  const municipality = { definition, settings: new Map([['request', {}]]), connectors: new Map() };
  return soapControl({ municipalities: new Map([[definition.id, municipality]]), clock: { now }, alwaysOn: new Set(['journey']), realNow: now }, { vouch: async () => '' }, () => 'https://eid.example', (reference) => `what stands at ${reference}`);
}

test('a town stands at the NIS code of that day and at no other', () => {
  const found = (day: string) => ['44021', '44999', '24055'].map((nis) => controlOn(day).at(nis)?.address);
  expect([found('2026-12-31'), found('2027-01-01')]).toEqual([['https://eid.example/soap/44021', undefined, undefined], [undefined, 'https://eid.example/soap/44999', undefined]]);
});

test('what is named is published while its plugin is on; with all, everything that is on', () => {
  const published = (soap: 'all' | readonly string[]) => ['journey.show', 'journey.list', 'request.submit', 'delivery.show'].filter((name) => controlOn('2026-11-24', { ...gent, publish: { soap } }).at('44021')?.publishes(operation(name)));
  expect([published(gent.publish?.soap ?? []), published('all'), published([])]).toEqual([['journey.show', 'request.submit'], ['journey.show', 'journey.list', 'request.submit'], []]);
});

test('a town that says nothing publishes nothing', () => {
  const { publish: _nothing, ...silent } = gent;
  expect(controlOn('2026-11-24', silent).at('44021')).toBeUndefined();
});

test('the certificates of the authorities are read when they are needed, never kept', () => {
  const systems = [{ actor: 'system:register', scopes: ['journey:read'], fingerprint256: 'AB', trustRoots: 'file:/roots.pem' }] as const;
  const [system] = controlOn('2026-11-24', { ...gent, publish: { soap: 'all', systems } }).at('44021')?.systems ?? [];
  expect([system?.actor, system?.rootsPem()]).toEqual(['system:register', 'what stands at file:/roots.pem']);
});
