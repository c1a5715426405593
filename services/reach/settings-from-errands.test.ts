import { z } from 'zod';
import { toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { defineConnector, defineLive } from '#services/kernel/connector.ts';
import { defineMunicipality } from '#services/tenancy/municipality.ts';
import type { Errand } from './errand.ts';
import { openFromErrands } from './settings-from-errands.ts';

const office = defineConnector(toyOffice, {
  title: 'A toy office', config: z.strictObject({}), sandbox: () => { throw new Error('it is live'); },
  live: defineLive(z.strictObject({ place: z.string() }), { open: () => { throw new Error('nobody asks'); }, check: () => Promise.resolve([]) }),
});
const gent = defineMunicipality({ id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [], connectors: [] });
const errand = (more: Partial<Errand> = {}): Errand => ({ municipality: 'gent', port: 'toy-office', settings: { place: 'the quay' }, ahead: 0, publicUrl: 'https://house.example', until: 0, deed: { kind: 'check' }, ...more });
const open = () => {
  const renewed: string[] = [];
  return { renewed, known: openFromErrands({ definitions: [gent], connectors: [office], realNow: () => 1_000, renew: (municipality, port) => { renewed.push(`${municipality}/${port}`); } }) };
};

test('a connector has the settings that came with the last errand, and is opened anew only when they differ', () => {
  const { known, renewed } = open();
  for (const place of ['the quay', 'the quay', 'the market']) known.take(errand({ settings: { place } }));
  expect(known.municipalities.get('gent')?.connectors.get('toy-office')).toMatchObject({ mode: 'live', config: { place: 'the market' } });
  expect(renewed).toEqual(['gent/toy-office', 'gent/toy-office']);
});

test('business time, and where the house is reached, are those of the node that sent the errand', () => {
  const { known } = open();
  known.take(errand({ ahead: 86_400_000 }));
  expect([known.now('gent'), known.publicUrl()]).toEqual([86_401_000, 'https://house.example']);
});

test('an errand of a municipality, for a system or with settings that this node does not know is refused, to be tried again: it may know them soon', () => {
  const { known } = open();
  for (const unknown of [{ municipality: 'brugge' }, { port: 'bpost' }, { settings: { plaice: 'the quay' } }]) {
    expect(() => { known.take(errand(unknown)); }).toThrow(expect.objectContaining({ type: 'outside.not-reached-here', data: { retry: 'safe' } }));
  }
  expect(known.municipalities.get('gent')?.connectors.size).toBe(0);
});
