import { checkMunicipality } from './check-municipality.ts';
import { inForce } from './in-force.ts';
import { defineMunicipality, type MunicipalityDefinition } from './municipality.ts';

const nothing = { plugins: [], connectors: [] };
const gent = defineMunicipality({ id: 'gent', name: 'Stad Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl', 'fr'], plugins: [], connectors: [], desk: { url: 'https://gent.example/desk', theme: { 'eid-accent': '#004' } } });
const pages = { ...gent, website: { telephone: '09 1', url: 'https://gent.example/eid' } };
/** The municipality when this was set, by a configuration that may have changed since. */
const after = (settings: unknown, base: MunicipalityDefinition) => {
  const found = inForce(base, [{ version: 1, deed: 'configure', part: 'profile', what: 'municipality', mode: null, backTo: null, at: 1, settings }], nothing);
  return { ...found, problems: checkMunicipality(found.definition, nothing, found).problems };
};
const set = { name: 'Gent', languages: ['fr'], desk: { hosts: ['https://tool.example'] } };

test('where pages are stays as the configuration has it, whatever else is set of them', () => {
  expect(after(set, gent)).toMatchObject({ problems: [], definition: { name: 'Gent', languages: ['fr'], nis: gent.nis } });
  expect(after(set, gent).definition.desk).toEqual({ url: 'https://gent.example/desk', hosts: ['https://tool.example'] });
  expect(gent.name).toBe('Stad Gent');
});

test('pages that the configuration gained come as it has them, those that it lost are gone, and all else that was set still holds', () => {
  expect(after(set, pages)).toMatchObject({ problems: [], definition: { name: 'Gent', website: pages.website }, profile: { website: { telephone: '09 1' } } });
  const lost = after({ ...set, website: { telephone: '09 2' } }, gent);
  expect([lost.problems, lost.definition.name, lost.definition.website]).toEqual([[], 'Gent', undefined]);
});

test('what a newer release set and this one does not know is not in force here, and is named', () => {
  const { problems, definition } = after({ ...set, motto: 'x' }, gent);
  expect([problems, definition.name]).toEqual([[expect.stringContaining('"motto"')], 'Stad Gent']);
});
