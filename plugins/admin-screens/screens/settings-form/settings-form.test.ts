import { z } from 'zod';
import type { Markup } from '#services/kernel/html.ts';
import { as } from '#tools/test-house/open-test-house.ts';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { changeRows, placeOf } from './change-rows.ts';
import { draftOf, type Draft } from './draft.ts';
import { mergePatchTo } from './merge-patch-to.ts';
import { readDraft } from './read-draft.ts';
import { readSchema } from './read-schema.ts';
import { writeFields } from './write-fields.ts';

/** Forms made from schemas, against every plugin and connector that there is and the municipality itself, as both demo municipalities have them. */

type Settings = Readonly<Record<string, unknown>>;
interface Side { readonly name: string; readonly schema: Settings; readonly settings: Settings }

const unescaped = (text: string) => text.replaceAll(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)));
const attribute = (tag: string, name: string) => unescaped(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
/** What a browser sends for what stands in the page. */
function sent({ written }: Markup): Draft {
  const fields = [...written.matchAll(/<input [^>]*>|<textarea [^>]*>\n?([^<]*)<\/textarea>|<select [^>]*>.*?<\/select>/gs)].map(([tag, text]): [string, string] => {
    const name = attribute(tag, 'name');
    if (tag.startsWith('<textarea')) return [name, unescaped(text ?? '').replaceAll('\n', '\r\n')];
    if (tag.startsWith('<select')) return [name, attribute(/<option [^>]* selected>/.exec(tag)?.[0] ?? '<option value="">', 'value')];
    return [name, attribute(tag, 'value')];
  });
  expect(fields.map(([name]) => name)).toEqual([...new Set(fields.map(([name]) => name))]);
  return Object.fromEntries(fields);
}
const aForm = (schema: object, settings: unknown) => {
  const field = readSchema({ ...schema });
  return { field, draft: draftOf(field, settings) };
};
const throughBrowser = (schema: object, settings: unknown) => {
  const { field, draft } = aForm(schema, settings);
  return readDraft(field, sent(writeFields(field, draft, {}, 'nl')));
};

describe('every plugin and connector', () => {
  let t: HouseAtOutside;
  const sides: Side[] = [];
  beforeAll(async () => {
    t = await openHouseAtOutside();
    for (const municipality of ['gent', 'kortenberg']) {
      const admin = as('administrator', 'els.peeters', municipality);
      const { plugins, connectors } = await t.call<{ plugins: { plugin: string }[]; connectors: { connector: string; canBeLive: boolean }[] }>('administration.show', {}, admin);
      const asked = [
        { part: 'profile', what: 'municipality' },
        ...plugins.map(({ plugin }) => ({ part: 'plugin', what: plugin })),
        ...connectors.flatMap(({ connector, canBeLive }) => (canBeLive ? ['live', 'sandbox'] : ['sandbox']).map((mode) => ({ part: 'connector', what: connector, mode }))),
      ];
      for (const one of asked) sides.push({ name: [municipality, ...Object.values(one)].join(' '), ...await t.call<Omit<Side, 'name'>>('administration.settings', one, admin) });
    }
  });
  afterAll(() => t.stop(), 60_000);

  test('is asked by fields alone: no shape of a setting has to be written as JSON', () => {
    expect(sides.length).toBeGreaterThan(80);
    const asJson = sides.filter(({ schema, settings }) => { const { field, draft } = aForm(schema, settings); return JSON.stringify(field).includes('"kind":"json"') || Object.keys(draft).some((name) => name.endsWith('!')); });
    expect(asJson.map(({ name }) => name)).toEqual([]);
  });

  test('has a form that gives back the settings with which it was filled', () => {
    for (const { name, schema, settings } of sides) {
      const { value, problems } = throughBrowser(schema, settings);
      // What is not switched on has nothing filled in yet.
      const isEmpty = Object.keys(settings).length === 0;
      expect([name, isEmpty ? {} : value, Object.values(problems).filter((problem) => !isEmpty || problem !== 'missing')]).toEqual([name, settings, []]);
    }
    expect(sides.filter(({ settings }) => Object.keys(settings).length > 0).length).toBeGreaterThan(20);
  });
});

const schema = {
  type: 'object', required: ['name', 'rows'],
  properties: {
    name: { type: 'string', description: 'Its name.' }, days: { type: 'integer', default: 14 }, on: { type: 'boolean' }, key: { type: 'string', secret: true },
    rows: { type: 'array', items: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, hours: { type: 'array', items: { type: 'array', minItems: 2, prefixItems: [{ type: 'string' }, { type: 'string' }] } } } } },
    words: { type: 'object', propertyNames: { type: 'string', enum: ['nl', 'fr'] }, additionalProperties: { type: 'string' } },
    by: { oneOf: [{ type: 'object', required: ['kind', 'token'], properties: { kind: { const: 'bearer' }, token: { type: 'string', secret: true } } }, { type: 'object', required: ['kind', 'user'], properties: { kind: { const: 'basic' }, user: { type: 'string' } } }] },
    odd: { not: {} },
  },
};
const whole = { name: 'A <b>"name"</b>\nof two lines', days: 0, on: false, key: 'env:…', rows: [{ id: 'a', hours: [['08:00', '12:00'], ['13:00', '17:00']] }, { id: 'b', hours: [] }], words: { fr: 'mot' }, by: { kind: 'basic', user: 'x' }, odd: { any: [1, null] } };

test('a form gives back hostile words, nothing, zero, no, lists of lists, variants, and what has no form', () => {
  expect(throughBrowser(schema, whole)).toEqual({ value: whole, problems: {} });
  expect(throughBrowser(schema, { name: 'a', rows: [] })).toEqual({ value: { name: 'a', rows: [] }, problems: {} });
  const { field, draft } = aForm(schema, whole);
  expect(writeFields(field, draft, {}, 'fr').written).not.toContain('<b>');
});

test('settings that do not have the shape of their schema are shown whole, as JSON', () => {
  for (const odd of [{ ...whole, unknown: 1 }, { ...whole, days: 'many' }, { ...whole, rows: {} }, { ...whole, by: { kind: 'other' } }]) expect(throughBrowser(schema, odd)).toEqual({ value: odd, problems: {} });
});

test('what a person typed wrongly is said of that field', () => {
  const { field, draft } = aForm(schema, whole);
  const read = readDraft(field, { ...draft, 's/name': ' ', 's/days': '1,5', 's/rows/0/id': '', 's/rows/0/hours/0/1': '', 's/words/0=': '', 's/odd': '{' });
  expect(read.problems).toEqual({ 's/name': 'missing', 's/days': 'whole', 's/rows/0/id': 'missing', 's/rows/0/hours/0/1': 'missing', 's/words/0': 'key', 's/odd': 'json' });
  expect(readDraft(field, { ...draft, 's/days': 'x' }).problems).toEqual({ 's/days': 'number' });
});

/** What of the settings is looked at. */
const afterwards = z.looseObject({ rows: z.array(z.unknown()), by: z.unknown() });

test('rows come and go, groups are set and unset, and another variant is taken, while all else stays as it was typed', () => {
  const { field, draft } = aForm(schema, whole);
  const after = (asked: { more?: string; drop?: string }, from = draft) => afterwards.parse(readDraft(field, changeRows(field, from, asked)).value);
  expect(after({ drop: 's/rows/0' }).rows).toEqual([{ id: 'b', hours: [] }]);
  expect(after({ drop: 's/rows/1' }).rows).toEqual([whole.rows[0]]);
  expect(after({ drop: 's/rows/0/hours/0' }).rows[0]).toEqual({ id: 'a', hours: [['13:00', '17:00']] });
  expect(after({ drop: 's/words' })).toEqual({ ...whole, words: undefined });
  const more = changeRows(field, draft, { more: 's/rows' });
  expect(after({}, { ...more, 's/rows/2/id': 'c' }).rows.at(-1)).toEqual({ id: 'c' });
  expect(after({ more: 's/rows/2/hours' }, { ...more, 's/rows/2/id': 'c' }).rows.at(-1)).toEqual({ id: 'c', hours: [] });
  const other = changeRows(field, { ...draft, 's/by~': '0' }, { more: 's/by' });
  expect(after({}, { ...other, 's/by/token': 'env:TOKEN' }).by).toEqual({ kind: 'bearer', token: 'env:TOKEN' });
  for (const nowhere of ['s/teleport', 's/rows/9/id', '', '__proto__']) expect(after({ more: nowhere, drop: nowhere })).toEqual(whole);
});

test('what the house says of a setting stands at its field', () => {
  const { field, draft } = aForm(schema, whole);
  const place = (setting: string) => placeOf(field, draft, setting);
  expect(['days', 'rows.1.id', 'rows.0.hours.1.0', 'words.fr', 'by.user', 'by.token', 'teleport', ''].map(place)).toEqual(['s/days', 's/rows/1/id', 's/rows/0/hours/1/0', 's/words/0', 's/by/user', 's/by', 's', 's']);
});

test('only what changed is sent, and what is gone is taken away', () => {
  const { days: _days, ...rest } = whole;
  expect(mergePatchTo(whole, { ...rest, by: { kind: 'basic', user: 'y' }, words: { nl: 'woord' } })).toEqual({ days: null, by: { user: 'y' }, words: { fr: null, nl: 'woord' } });
  expect(mergePatchTo({}, { days: 1, by: {} })).toEqual({ days: 1, by: {} });
  expect(mergePatchTo(whole, whole)).toEqual({});
});
