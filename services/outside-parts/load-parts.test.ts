import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { crmConnector } from '#connectors/crm/crm.connector.ts';
import { paymentPlugin } from '#plugins/payment/payment.plugin.ts';
import { defineContract } from '#services/kernel/contract.ts';
import { defineMigration } from '#services/kernel/migration.ts';
import { definePlugin, handle } from '#services/kernel/plugin.ts';
import { definePort } from '#services/kernel/port.ts';
import { column, defineTable } from '#services/kernel/table.ts';
import { loadParts, type Loading } from './load-parts.ts';
import { publicEntry } from './public-entries.ts';

const house = { plugins: [paymentPlugin], connectors: [crmConnector] };
const folder = mkdtempSync(join(tmpdir(), 'eid-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;

function part(eidAanHuis: unknown, place = join(folder, `part-${made += 1}`)): string {
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), JSON.stringify({ name: 'part', eidAanHuis }));
  writeFileSync(join(place, 'part.js'), '');
  return place;
}
const manifest = { api: '1', entry: './part.js', plugins: ['visitor-cards'] };
const problemsOf = async (named: string, brought: unknown = {}, more: Partial<Loading> = {}) => {
  let ran = false;
  const { refused, offer } = await loadParts({ named: [named], roots: [folder], house, load: async () => { ran = true; return brought; }, ...more });
  return { ran, problems: refused[0]?.problems.join('; ') ?? '', taken: offer.plugins.length };
};

type Definition = Partial<Parameters<typeof defineContract>[1]>;
const columns = { id: column.id() };
function pluginWith(definition: Definition, rest: object = {}, id = 'visitor-cards') {
  const contract = defineContract(id, {
    title: 'Visitor cards', config: z.strictObject({}), uses: {}, calls: [], events: {},
    actions: { show: { kind: 'query', summary: 'Shows one.', scope: 'journey:read', input: z.strictObject({}), output: z.strictObject({}) } }, ...definition,
  });
  return { plugins: [{ ...definePlugin(contract, { actions: { show: handle(contract, 'show', async () => ({})) } }), ...rest }] };
}

test('a part that fits is taken as it is', async () => {
  const brought = pluginWith({});
  const { offer, refused, fromOutside } = await loadParts({ named: [part(manifest)], roots: [], house, load: async () => brought });
  expect([refused, [...fromOutside], offer.plugins[0] === brought.plugins[0]]).toEqual([[], ['visitor-cards'], true]);
});

test.each([
  ['a folder that is not there', join(folder, 'nowhere'), 'no such folder'],
  ['a package that is not installed', '@city/nothing', 'no package of that name'],
  ['one that says nothing', part(undefined), 'says nothing under "eidAanHuis"'],
  ['one for another interface', part({ ...manifest, api: '2' }), "offers version '1'"],
  ['one with an entry outside its folder', part({ ...manifest, entry: './../part-1/part.js' }), 'is no file of its folder'],
  ['one whose entry is not there', part({ ...manifest, entry: './gone.js' }), 'is no file of its folder'],
  ['one that brings nothing', part({ ...manifest, plugins: [] }), 'neither a plugin nor a connector'],
  ['one with a name that is taken', part({ ...manifest, plugins: ['payment'] }), "there is a plugin 'payment' already"],
  ['one with a connector that is taken', part({ api: '1', entry: './part.js', connectors: ['crm'] }), "there is a connector for 'crm' already"],
  ['one with a name of the house', part({ ...manifest, plugins: ['jobs'] }), "'jobs' is a name of the house itself"],
])('%s is refused before anything of it runs', async (_which, named, why) => {
  expect(await problemsOf(named)).toEqual({ ran: false, problems: expect.stringContaining(why), taken: 0 });
});

test('an entry that leads out of its folder by a link is refused', async () => {
  const place = part({ ...manifest, entry: './link.js' });
  symlinkSync('/etc/hostname', join(place, 'link.js'));
  expect(await problemsOf(place)).toMatchObject({ ran: false, problems: expect.stringContaining('is no file of its folder') });
});

test.each<[string, unknown, string]>([
  ['brings what it did not name', pluginWith({}, {}, 'other'), "brings a plugin 'other'"],
  ['brings no plugin at all', { plugins: [{}] }, 'is no plugin'],
  ['has no handler for an action', pluginWith({}, { actions: {} }), "no handler for its action 'show'"],
  ['asks for a scope that nobody has', pluginWith({ actions: { show: { kind: 'query', summary: 'x', scope: 'visitor-cards:read', input: z.strictObject({}), output: z.strictObject({}) } } }), 'which no role has'],
  ['uses a port that nobody has', pluginWith({ uses: { turnstile: definePort('turnstile', {}) } }), "uses the port 'turnstile'"],
  ['calls an action that nobody offers', pluginWith({ calls: ['turnstile.open'] }), "calls 'turnstile.open'"],
  ['listens to what nobody tells', pluginWith({}, { listens: { 'turnstile.opened': async () => undefined } }), "listens to 'turnstile.opened'"],
  ['has a table of another name', pluginWith({}, { tables: [defineTable('payment_mine', columns, { key: ['id'] })] }), "its names begin with 'visitor-cards_'"],
  ['has a table and no migration', pluginWith({}, { tables: [defineTable('visitor-cards_x', columns, { key: ['id'] })] }), 'no migration that makes them'],
  ['has a table without a retention rule', pluginWith({}, { tables: [defineTable('visitor-cards_x', columns, { key: ['id'] })] }), 'has no retention rule'],
  ['has a migration of another name', pluginWith({}, { migrations: [defineMigration('payment/999-mine', async () => undefined)] }), "its names begin with 'visitor-cards/'"],
  ['has a route that is taken', pluginWith({}, { routes: [{ method: 'GET', path: '/cards', action: 'visitor-cards.show' }, { method: 'GET', path: '/cards', action: 'visitor-cards.show' }] }), 'answer the same requests'],
  ['has a route to an action of nobody', pluginWith({}, { routes: [{ method: 'GET', path: '/cards', action: 'visitor-cards.gone' }] }), 'which no plugin offers'],
])('one that %s is refused by name', async (_what, brought, why) => {
  expect(await problemsOf(part(manifest), brought)).toEqual({ ran: true, problems: expect.stringContaining(why), taken: 0 });
});

test('one that breaks or hangs while it is imported is left out, and those after it are not', async () => {
  const [breaks, hangs, fits] = [part({ ...manifest, plugins: ['breaks'] }), part({ ...manifest, plugins: ['hangs'] }), part(manifest)];
  const load = async (file: string) => {
    if (file.startsWith(breaks)) throw new Error('no such module\nand more');
    return file.startsWith(hangs) ? new Promise(() => undefined) : pluginWith({});
  };
  const { refused, fromOutside } = await loadParts({ named: [breaks, hangs, fits], roots: [], house, load, withinMs: 20 });
  expect(refused.map(({ problems }) => problems)).toEqual([['it cannot be loaded: no such module'], ['it cannot be loaded: it is not loaded in time']]);
  expect([...fromOutside]).toEqual(['visitor-cards']);
});

test('two parts from outside cannot take the same name', async () => {
  const { refused, fromOutside } = await loadParts({ named: [part(manifest), part(manifest)], roots: [], house, load: async () => pluginWith({}) });
  expect([refused.length, fromOutside.size]).toEqual([1, 1]);
});

test('a package is found by its name, and brings JavaScript', async () => {
  part(manifest, join(folder, 'node_modules/@city/cards'));
  expect(await problemsOf('@city/cards', pluginWith({}))).toMatchObject({ problems: '', taken: 1 });
  const typed = part({ ...manifest, entry: './part.ts' }, join(folder, 'node_modules/typed'));
  writeFileSync(join(typed, 'part.ts'), '');
  expect(await problemsOf('typed')).toMatchObject({ ran: false, problems: expect.stringContaining('brings JavaScript') });
});

test('code from outside reaches the public entries of the house and nothing else', () => {
  expect(['sdk', 'registry', 'ports/crm', 'contracts/payment'].map((entry) => publicEntry(`eid-aan-huis/${entry}`)?.split('/').at(-1))).toEqual(['sdk.ts', 'registry.ts', 'crm.port.ts', 'payment.contract.ts']);
  expect(['', '/services/host/engine.ts', '/ports/../host/engine', '/ports/crm/live', '/sdk/more', '/contracts/.env'].map((entry) => publicEntry(`eid-aan-huis${entry}`))).toEqual(Array.from({ length: 6 }, () => undefined));
});
