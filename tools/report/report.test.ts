import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { catalogue } from '#config/catalogue.ts';
import { atOutside } from '#config/at-outside.ts';
import { gent } from '#config/municipalities/gent.ts';
import { kortenberg } from '#config/municipalities/kortenberg.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { checkMunicipality } from '#services/tenancy/check-municipality.ts';
import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { differencesIn, writeReports } from './compare-reports.ts';
import { reportFiles } from './report-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-reports-'));
const outside = mkdtempSync(join(tmpdir(), 'eid-outside-'));
let plugins: readonly AnyPlugin[];
let files: ReadonlyMap<string, string>;

beforeAll(async () => {
  const t = await openTestHouse();
  plugins = t.house.plugins;
  await t.stop();
  files = reportFiles(plugins, catalogue.connectors, [gent, kortenberg]);
});
afterAll(() => [folder, outside].forEach((made) => { rmSync(made, { recursive: true }); }));

test('what stands under reports/ is what the contracts say now', () => {
  expect(differencesIn(join(import.meta.dirname, '../../reports'), files)).toEqual([]);
});

test('a report that is stale, missing or no longer made is named; writing makes all of them right', () => {
  expect(writeReports(folder, files)).toHaveLength(files.size);
  expect(differencesIn(folder, files)).toEqual([]);
  appendFileSync(join(folder, 'openapi.json'), '\n');
  rmSync(join(folder, 'asyncapi.json'));
  writeFileSync(join(folder, 'configuration/plugins/gone.schema.json'), '{}\n');
  const wrong = [{ path: 'asyncapi.json', what: 'missing' }, { path: 'openapi.json', what: 'stale' }, { path: 'configuration/plugins/gone.schema.json', what: 'no longer made' }];
  expect(differencesIn(folder, files)).toEqual(wrong);
  expect(writeReports(folder, files)).toEqual(wrong);
  expect(differencesIn(folder, files)).toEqual([]);
  expect(readFileSync(join(folder, 'openapi.json'), 'utf8')).toBe(files.get('openapi.json'));
});

test('the same contracts give the same bytes in whatever order they come, each file ended by one new line', () => {
  expect([...reportFiles(plugins.toReversed(), catalogue.connectors.toReversed(), [kortenberg, gent])]).toEqual([...files]);
  expect([...files].filter(([, text]) => !/[^\n]\n$/.test(text)).map(([path]) => path)).toEqual([]);
});

describe('the schemas of configuration', () => {
  const json = z.record(z.string(), z.unknown());
  const schemas = () => [...files].filter(([path]) => path.startsWith('configuration/')).map(([path, text]) => ({ path: path.slice('configuration/'.length), schema: json.parse(JSON.parse(text)) }));
  /** A judge that knows nothing of ours, of draft 2020-12. */
  let validate: ValidateFunction | undefined;
  const errorsOf = (municipality: unknown) => {
    validate?.(municipality);
    return validate?.errors ?? [];
  };
  beforeAll(() => {
    const ajv = new Ajv2020({ allErrors: true, validateFormats: false, allowUnionTypes: true, strictTypes: false, strictRequired: false, strictTuples: false });
    ajv.addKeyword({ keyword: 'secret', schemaType: 'boolean' });
    for (const { path, schema } of schemas()) ajv.addSchema(schema, path);
    validate = ajv.getSchema('municipality.schema.json');
    expect(validate).toBeDefined();
  });
  const asData = ({ plugins: chosen, connectors, ...rest }: MunicipalityDefinition) => ({
    ...rest, plugins: Object.fromEntries(chosen.map(({ contract, settings }) => [contract.id, settings])), connectors: Object.fromEntries(connectors.map(({ port, ...side }) => [port.id, side])),
  });
  const served = atOutside(gent, { url: 'http://127.0.0.1:1', folder: outside });

  test.each([['Gent', gent], ['Kortenberg', kortenberg], ['Gent with every live side pointed at a served sandbox', served]])('take %s', (_name, definition) => {
    expect(errorsOf(asData(definition))).toEqual([]);
  });

  test.each<[string, Partial<MunicipalityDefinition>]>([
    ['an id with capitals', { id: 'Gent' }], ['no NIS code', { nis: [] }], ['a NIS code of four digits', { nis: [{ code: '4402', from: '1977-01-01' }] }],
    ['a setting that the plugin does not know', { plugins: gent.plugins.map((plugin) => ({ ...plugin, settings: { ...json.parse(plugin.settings), colour: 'red' } })) }],
    ['a live side without its settings', { connectors: served.connectors.map((chosen) => (chosen.mode === 'live' ? { ...chosen, config: {} } : chosen)) }],
  ])('and the house itself refuse %s', (_what, wrong) => {
    expect(errorsOf(asData({ ...gent, ...wrong }))).not.toEqual([]);
    expect(checkMunicipality({ ...gent, ...wrong }, { ...catalogue, plugins }).problems).not.toEqual([]);
  });

  test('say of each setting what it is called and what it means', () => {
    expect(schemas().flatMap(({ path, schema }) => settingsIn(schema).filter(([, setting]) => typeof setting['title'] !== 'string' || typeof setting['description'] !== 'string').map(([name]) => `${path}: ${name}`))).toEqual([]);
  });

  test('mark what names a secret, and nothing that is called one is left unmarked', () => {
    const called = /^(password|secret|token|key|apiKey|passPhrase|privateKey)$/;
    const found = schemas().flatMap(({ path, schema }) => settingsIn(schema).filter(([name, { type }]) => type === 'string' && called.test(name.split('.').at(-1) ?? '')).map(([name, setting]) => [`${path}: ${name}`, setting['secret']]));
    expect(found.length).toBeGreaterThan(15);
    expect(found.filter(([, secret]) => secret !== true)).toEqual([]);
  });

  /** Every setting of a schema by its path, wherever in it. */
  function settingsIn(value: unknown, path = ''): [string, Record<string, unknown>][] {
    if (Array.isArray(value)) return value.flatMap((item) => settingsIn(item, path));
    const read = json.safeParse(value);
    if (!read.success) return [];
    return Object.entries(read.data).flatMap(([key, inner]) => {
      if (key !== 'properties') return key === 'default' ? [] : settingsIn(inner, path);
      return Object.entries(json.parse(inner)).flatMap(([name, setting]): [string, Record<string, unknown>][] => [[`${path}.${name}`.slice(path === '' ? 1 : 0), json.parse(setting)], ...settingsIn(setting, path === '' ? name : `${path}.${name}`)]);
    });
  }
});
