import { publicationProblems, sharedCertificates, type BackOfficeSystem, type Publication } from './publication.ts';

const plugins = [{ routes: [{ method: 'GET', path: '/dossiers/{dossier}', action: 'journey.show' }] }] as const;
const fingerprint256 = Array.from({ length: 32 }, () => 'AB').join(':');
const system = (overrides: Partial<BackOfficeSystem> = {}): BackOfficeSystem => ({ actor: 'system:population-register', scopes: ['journey:read'], fingerprint256, trustRoots: 'file:/etc/eid/roots.pem', ...overrides });
const problems = (publication: Publication) => publicationProblems(publication, plugins);

test('a municipality publishes actions that have a public address, or all of them', () => {
  expect([...problems({ soap: ['journey.show'], systems: [system()] }), ...problems({ soap: 'all' }), ...problems({ soap: [] })]).toEqual([]);
});

test.each<[what: string, publication: Publication, problem: RegExp]>([
  ['an action that does not exist', { soap: ['journey.shwo'] }, /'journey\.shwo', which no plugin offers to the outside/],
  ['an action twice', { soap: ['journey.show', 'journey.show'] }, /'journey\.show' twice/],
  ['a system whose name might be that of a person', { soap: [], systems: [system({ actor: 'Els Peeters' })] }, /systems\.0\.actor: a system is named system:/],
  ['a system without a scope', { soap: [], systems: [system({ scopes: [] })] }, /systems\.0\.scopes/],
  ['a scope for everything', { soap: [], systems: [system({ scopes: ['*:*'] })] }, /a scope is area:what/],
  ['half a fingerprint', { soap: [], systems: [system({ fingerprint256: 'AB:CD' })] }, /a fingerprint has 32 bytes/],
  ['certificates written in the settings', { soap: [], systems: [system({ trustRoots: '-----BEGIN CERTIFICATE-----' })] }, /named by env:NAME or file:/],
  ['two systems with one certificate', { soap: [], systems: [system(), system({ actor: 'system:other', fingerprint256: fingerprint256.toLowerCase() })] }, /'system:other' signs with the certificate of another system/],
])('%s is refused at the start', (_what, publication, problem) => {
  expect(problems(publication)).toEqual([expect.stringMatching(problem)]);
});

test('a certificate means one municipality, or a message to one could be sent on to another', () => {
  const towns = [{ id: 'gent', publish: { soap: 'all', systems: [system()] } }, { id: 'kortenberg', publish: { soap: 'all', systems: [system({ actor: 'system:supplier' })] } }, { id: 'brugge' }] as const;
  expect(sharedCertificates(towns)).toEqual([expect.stringContaining("'gent': the certificate of 'system:population-register' is that of a system of another municipality")]);
  expect(sharedCertificates(towns.slice(1))).toEqual([]);
});
