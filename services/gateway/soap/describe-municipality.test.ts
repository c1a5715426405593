import { z } from 'zod';
import { defineContract } from '#services/kernel/contract.ts';
import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { parcelsPlugin } from '../open-test-gateway.ts';
import type { Offered } from '../operation.ts';
import { describeMunicipality } from './describe-municipality.ts';

const town: MunicipalityDefinition = {
  id: 'gent', name: 'Stad "Gent" & co', nis: [{ code: '44021', from: '1977-01-01' }, { code: '44999', from: '2027-01-01' }], languages: ['nl'], plugins: [], connectors: [], publish: { soap: ['parcels.show'] },
};
const described = (definition: MunicipalityDefinition, plugins: readonly Offered[] = [parcelsPlugin], day = '2026-11-24') => describeMunicipality(definition, plugins, { publicUrl: 'https://eid.example', day });

test('the same contracts give the same text, and the address is the one of that day', () => {
  expect(described(town)).toBe(described(town));
  expect(described(town)).toContain('location="https://eid.example/soap/44021"');
  expect(described(town, [parcelsPlugin], '2027-01-01')).toContain('location="https://eid.example/soap/44999"');
});

test('only what is published stands in it, with what it is for and the scope that it asks', () => {
  const text = described(town) ?? '';
  expect(text).toContain('One parcel. (parcels.show, scope parcels:read)');
  expect(text).toContain('Stad "Gent" &amp; co');
  expect(text).not.toContain('ParcelsSubmit');
});

test('one more operation changes no line of those that were there', () => {
  const lines = (definition: MunicipalityDefinition) => (described(definition) ?? '').split('\n');
  const more = lines({ ...town, publish: { soap: ['parcels.show', 'parcels.submit'] } });
  let at = -1;
  for (const line of lines(town)) {
    at = more.indexOf(line, at + 1);
    expect([line, at]).not.toEqual([line, -1]);
  }
});

test('a municipality that publishes nothing has no description', () => {
  const { publish: _nothing, ...silent } = town;
  expect([described(silent), described({ ...town, publish: { soap: [] } })]).toEqual([undefined, undefined]);
});

test('two actions that would have one name are refused before anything is served', () => {
  const action = { kind: 'query', summary: 'x', scope: 'a:b', input: z.strictObject({}), output: z.object({}) } as const;
  const plugin = (id: string, name: string): Offered => ({ contract: defineContract(id, { title: id, config: z.strictObject({}), uses: {}, calls: [], events: {}, actions: { [name]: action } }), routes: [{ method: 'GET', path: `/${id}`, action: `${id}.${name}` }] });
  expect(() => described({ ...town, publish: { soap: 'all' } }, [plugin('a-b', 'c'), plugin('a', 'bC')])).toThrow('two SOAP elements would be called ABC');
});
