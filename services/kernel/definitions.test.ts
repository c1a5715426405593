import { z } from 'zod';
import { defineConnector, defineLever, defineLive } from './connector.ts';
import { defineContract } from './contract.ts';
import { defineMigration } from './migration.ts';
import { moleculerService } from './moleculer-adapter.ts';
import { definePlugin, handle } from './plugin.ts';
import { definePort } from './port.ts';
import { defineRetention, retain } from './retention.ts';
import { column, defineTable, type Column } from './table.ts';

const post = definePort('post', { send: { input: z.object({ text: z.string() }), output: z.object({ id: z.string() }), idempotency: 'keyed' } });
const letters = defineContract('letters', {
  title: 'Letters', config: z.object({}), uses: { post }, calls: [], events: {},
  actions: {
    write: { kind: 'command', summary: 'Writes a letter.', input: z.object({}), output: z.object({}), scope: 'letters:write' },
    read: { kind: 'query', summary: 'Reads a letter.', input: z.object({}), output: z.object({}), scope: 'letters:read' },
  },
});
const writing = async () => ({});
const write = handle(letters, 'write', writing);
const plugin = definePlugin(letters, { actions: { write, read: async () => ({}) } });

test('what is defined is data: it holds what was said, and nobody changes it afterwards', () => {
  const sandbox = () => { throw new Error('nothing is opened'); };
  const up = async () => undefined;
  const table = defineTable('letters_letters', { id: column.id() }, { key: ['id'] });
  const rule = retain(table, { owner: { by: 'content' }, counted: { from: 'own-job', job: 'letters.burn' } });
  const kept = defineRetention({ id: 'letters', what: 'Letters.', source: { kind: 'own choice', text: 'A test.', toConfirm: false }, tables: [rule] });
  const definitions = [
    [rule, { table, owner: { by: 'content' }, counted: { from: 'own-job', job: 'letters.burn' } }], [kept, { id: 'letters', what: 'Letters.', tables: [rule] }],
    [post, { id: 'post', messages: {} }], [letters, { id: 'letters', title: 'Letters' }], [plugin, { contract: letters, actions: { write } }],
    [defineConnector(post, { title: 'The post', config: z.object({}), sandbox }), { port: post, title: 'The post', sandbox }],
    [defineMigration('letters/001-letters', up), { name: 'letters/001-letters', up }],
    [table, { name: 'letters_letters', key: ['id'], bound: [], unique: [], indexes: [] }],
  ] as const;
  for (const [definition, said] of definitions) {
    expect(definition).toMatchObject(said);
    expect(Object.isFrozen(definition)).toBe(true);
  }
});

test('a handler is served as it was written', () => expect(write).toBe(writing));

test('a port has the messages that its system sends, and none when it sends none', () => {
  const payload = z.object({ id: z.string() });
  expect(definePort('bell', {}, { rung: { payload } }).messages).toEqual({ rung: { payload } });
  expect(post.messages).toEqual({});
});

test('a table keeps whose a row is, what must be unique and what is searched by', () => {
  const columns = { id: column.id(), owner: column.id(), code: column.text(), at: column.instant() };
  const table = defineTable('letters_stamps', columns, { key: ['id'], bound: ['owner'], unique: [['code']], indexes: [['at']] });
  expect(table).toMatchObject({ columns, bound: ['owner'], unique: [['code']], indexes: [['at']] });
});

test.each<[string, Column<unknown, false>, object]>([
  ['id', column.id(), {}], ['text', column.text(20), { length: 20 }], ['text', column.text(), { length: 100 }], ['long-text', column.longText(), {}],
  ['integer', column.integer(), {}], ['instant', column.instant(), {}], ['day', column.day(), {}], ['flag', column.flag(), {}],
])('a column of the kind %s is never empty, unless it says so', (kind, made, extra) => {
  expect(made).toEqual({ kind, nullable: false, ...extra });
  expect(column.nullable(made)).toEqual({ kind, nullable: true, ...extra });
  for (const one of [made, column.nullable(made)]) expect(Object.isFrozen(one)).toBe(true);
});

test('a sealed column knows the form of what is sealed in it', () => {
  const schema = z.object({ name: z.string() });
  expect(column.sealed(schema)).toEqual({ kind: 'sealed', nullable: false, schema });
});

test('a column to find a person by says what its hash was made for and where the value stands sealed, and is never empty', () => {
  const made = column.blindIndex('insz', { in: 'personal', as: 'insz' });
  expect(made).toEqual({ kind: 'text', nullable: false, length: 80, blindIndex: { purpose: 'insz', from: { in: 'personal', as: 'insz' } } });
  expect(Object.isFrozen(made)).toBe(true);
});

test('a live side has the settings that it was written for, and its ways of opening and of being checked', () => {
  const config = z.object({ url: z.string() });
  const sides = { open: () => 'opened', check: async () => [] };
  const live = defineLive(config, sides);
  expect(live).toEqual({ config, ...sides });
});

test('a lever of a sandbox is pulled only with what it understands, and answers only what it promised', async () => {
  const lever = defineLever('Loses letters', z.object({ count: z.int() }), z.object({ lost: z.int() }), ({ count }) => ({ lost: count * 2, unasked: true }));
  expect(lever.summary).toBe('Loses letters');
  expect(await lever.pull({ count: 2 })).toEqual({ lost: 4 });
  await expect(lever.pull({ count: 'two' })).rejects.toThrow(z.ZodError);
  const broken = defineLever('Breaks', z.object({}), z.object({ lost: z.int() }), () => ({ lost: 0.5 }));
  await expect(broken.pull({})).rejects.toThrow(z.ZodError);
});

test('on the bus a plugin is a service with its actions, each served by the house with what came in and who asked', async () => {
  const run = jest.fn(async () => 'served');
  const service = moleculerService(plugin, run);
  expect(service.name).toBe('letters');
  expect(Object.keys(service.actions ?? {})).toEqual(['write', 'read']);
  const action = service.actions?.['write'];
  if (typeof action !== 'object' || !action.handler) throw new Error('there is no such action');
  // Nothing is sent around the cluster but the name: schemas stay where the plugin is.
  expect(Object.keys(action)).toEqual(['handler']);
  const asked = Reflect.apply(action.handler, undefined, [{ params: { text: 'x' }, meta: { caller: 'y' } }]);
  expect(await asked).toBe('served');
  expect(run).toHaveBeenCalledWith(plugin, 'write', { text: 'x' }, { caller: 'y' });
});
