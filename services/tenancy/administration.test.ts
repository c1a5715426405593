import { auditEntries } from '#services/audit/audit.store.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import type { Plan } from './administration.contract.ts';
import { settingChanges } from './settings.store.ts';

interface Shown { readonly version: number; readonly inForce: number; readonly plugins: readonly { plugin: string; state: string; settings: Record<string, unknown> | null }[]; readonly connectors: readonly { connector: string; state: string; mode: string | null; settings: Record<string, unknown> | null }[] }
type Change = Readonly<Record<string, unknown>>;

let t: TestHouse;
beforeEach(async () => { t = await openTestHouse(); });
afterEach(() => t.stop());
const admin = as('administrator');
const plan = (change: Change, who = admin) => t.call<Plan>('administration.plan', change, who);
const apply = (change: Change, version: number, who = admin) => t.call<{ version: number }>('administration.apply', { ...change, version, why: 'council-decision' }, who);
const show = (who = admin) => t.call<Shown>('administration.show', {}, who);
const rollback = async (given: Change = {}) => t.call<{ version: number; to: number }>('administration.rollback', { ...given, version: (await show()).version, why: 'mistake' }, admin);
const complaints = async (who = admin) => (await show(who)).plugins.find(({ plugin }) => plugin === 'complaints')?.state;
const fee = async () => (await show()).plugins.find(({ plugin }) => plugin === 'payment')?.settings?.['fees'];

const off = { part: 'plugin', what: 'complaints', deed: 'disable' };
const on = { part: 'plugin', what: 'complaints', deed: 'enable' };
const dearer = { part: 'plugin', what: 'payment', deed: 'configure', settings: { fees: { 'limited-availability': 3000 } } };

test('a plan says what would change and changes nothing', async () => {
  const planned = await plan(dearer);
  expect(planned).toMatchObject({ version: 0, holds: true, problems: [], changes: [{ setting: 'plugin.payment.fees.limited-availability', from: '2500', to: '3000' }] });
  expect(await plan(off)).toMatchObject({ holds: true, changes: [{ setting: 'plugin.complaints', from: '{"answeredBy":"here"}', to: null }], harm: [expect.stringContaining('takes no new work')] });
  expect(await show()).toMatchObject({ version: 0, inForce: 0 });
});

test('a plugin is switched off and on for one municipality while everything runs, and the other one never notices', async () => {
  await apply(off, 0);
  expect([await complaints(), await complaints(as('administrator', 'an.claes', 'kortenberg'))]).toEqual(['finishing', 'on']);
  const look = (municipality: string) => t.call('administration.history', {}, as('administrator', 'els.peeters', municipality));
  expect([await look('gent'), await look('kortenberg')]).toMatchObject([{ changes: [{ deed: 'disable' }] }, { changes: [] }]);
  await apply(on, 1);
  expect(await complaints()).toBe('on');
});

test('only what changes is named; all else stays as it was, and null takes a setting away', async () => {
  await apply(dearer, 0);
  expect(await fee()).toEqual({ disability: 0, 'reduced-mobility': 0, 'limited-availability': 3000 });
  await apply({ ...dearer, settings: { transferDays: 9 } }, 1);
  await apply({ ...dearer, settings: { transferDays: null } }, 2);
  expect(t.house.engine.municipalities.get('gent')?.settings.get('payment')).toMatchObject({ fees: { 'limited-availability': 3000 }, transferDays: expect.any(Number) });
});

test.each([
  [{ part: 'plugin', what: 'payment', deed: 'configure', settings: { feees: { disability: 7 } } }, 'feees'],
  [{ part: 'plugin', what: 'invitation', deed: 'configure', settings: { websiteUrl: null } }, 'websiteUrl'],
  [{ part: 'plugin', what: 'teleport', deed: 'enable' }, "there is no plugin 'teleport' here"],
  [{ part: 'plugin', what: 'complaints', deed: 'enable' }, 'switched on already'],
  [{ part: 'plugin', what: 'outbox', deed: 'disable' }, 'always on'],
  [{ part: 'plugin', what: 'retention', deed: 'configure', settings: { days: { messages: 5000 } } }, '30 to 3650 days'],
  [{ part: 'connector', what: 'crm', deed: 'disable' }, "needs a connector for 'crm'"],
  [{ part: 'connector', what: 'teleport', deed: 'enable', mode: 'live' }, "there is no connector 'teleport' here"],
  [{ part: 'connector', what: 'devices', deed: 'configure', mode: 'live' }, 'cardRoots'],
])('a change that does not hold together is refused by name: %j', async (change, why) => {
  const planned = await plan(change);
  expect([planned.holds, planned.changes, planned.problems.join(' ')]).toEqual([false, [], expect.stringContaining(why)]);
  await expect(apply(change, 0)).rejects.toMatchObject({ type: 'administration.does-not-hold' });
  expect(await show()).toMatchObject({ version: 0 });
});

test('a plugin whose connector is missing says which one', async () => {
  for (const [version, what] of ['payment', 'bpost-delivery', 'delivery'].entries()) await apply({ part: 'plugin', what, deed: 'disable' }, version);
  await apply({ part: 'connector', what: 'payment', deed: 'disable' }, 3);
  expect(await plan({ part: 'plugin', what: 'payment', deed: 'enable' })).toMatchObject({ holds: false, missingPorts: ['payment'] });
});

test('settings with a secret written in clear are refused, and the secret is told to nobody and kept nowhere', async () => {
  const change = { part: 'connector', what: 'bpost', deed: 'configure', mode: 'live', settings: { accountId: '123456', passPhrase: 'h3t-geheim' } };
  const planned = await plan(change);
  expect(planned.problems.join(' ')).toContain('never written here');
  const refused = await apply(change, 0).catch((error: unknown) => error);
  expect(refused).toMatchObject({ type: 'administration.does-not-hold' });
  expect(JSON.stringify([planned, refused, await show(), await t.house.engine.store.reader('gent').find(auditEntries, {})])).not.toContain('h3t-geheim');
  expect(await t.house.engine.store.reader('gent').count(settingChanges, {})).toBe(0);
});

test('where a secret stands is not shown', async () => {
  const settings = { url: 'https://bank.example', secret: 'env:BANK_KEY' };
  const { masked } = await import('./written-settings.ts');
  expect(masked({ settings, files: ['file:/etc/keys/bank.pem'] })).toEqual({ settings: { url: 'https://bank.example', secret: 'env:…' }, files: ['file:…'] });
});

test('a form learns what may be set, what a change starts from, and which setting was not taken', async () => {
  const settings = (asked: Change) => t.call<{ mode: string | null; schema: { properties: Record<string, { title: string }> }; settings: Record<string, unknown> }>('administration.settings', asked, admin);
  expect(await settings({ part: 'plugin', what: 'payment' })).toMatchObject({ mode: null, schema: { properties: { transferDays: { title: 'Transfer days' } } }, settings: { fees: { 'limited-availability': 2500 } } });
  expect(await settings({ part: 'connector', what: 'crm' })).toMatchObject({ mode: 'sandbox', settings: {} });
  expect((await settings({ part: 'connector', what: 'crm', mode: 'live' })).schema.properties['credentials']).toBeDefined();
  await expect(settings({ part: 'plugin', what: 'teleport' })).rejects.toMatchObject({ type: 'administration.unknown-part' });
  expect(await plan({ ...dearer, settings: { fees: { disability: -1 } } })).toMatchObject({ holds: false, settingProblems: [{ setting: 'fees.disability', says: expect.any(String) }] });
});

test('a secret that a form gives back as it was shown stays where it stands, and one that nobody can tell any more is asked again', async () => {
  const crm = (settings: Change) => ({ part: 'connector', what: 'crm', deed: 'configure', mode: 'live', settings });
  await apply(crm({ url: 'https://crm.gent.example', credentials: { kind: 'bearer', token: 'env:CRM_TOKEN' } }), 0);
  await apply(crm({ url: 'https://crm2.gent.example', credentials: { kind: 'bearer', token: 'env:…' } }), 1);
  expect(t.house.engine.municipalities.get('gent')?.connectors.get('crm')?.config).toMatchObject({ url: 'https://crm2.gent.example', credentials: { token: 'env:CRM_TOKEN' } });
  expect(await plan(crm({ credentials: { kind: 'api-key', key: 'env:…', header: 'x-key' } }))).toMatchObject({ holds: false, settingProblems: expect.arrayContaining([{ setting: 'credentials.key', says: expect.stringContaining('name it again') }]) });
});

test('in a list a secret is known by its row, also when another row goes', async () => {
  const { keepSecrets, lostSecrets } = await import('./written-settings.ts');
  const before = [{ name: 'a', key: 'env:A' }, { name: 'b', key: 'env:B' }];
  expect(keepSecrets(before, [{ name: 'b', key: 'env:…' }])).toEqual([{ name: 'b', key: 'env:B' }]);
  expect(keepSecrets(before, [{ name: 'a', key: 'env:…' }, { name: 'changed', key: 'env:…' }])).toEqual([{ name: 'a', key: 'env:A' }, { name: 'changed', key: 'env:B' }]);
  expect(lostSecrets(keepSecrets(before, [{ name: 'changed', key: 'env:…' }]))).toEqual(['0.key']);
});

test('what the configuration says of the municipality itself is told', async () => {
  expect(await t.call('administration.municipality', {}, admin)).toEqual({
    municipality: 'gent', name: 'Stad Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl', 'fr', 'en', 'de'], website: { telephone: '09 210 10 10' }, desk: {}, publishes: ['soap'],
  });
});

const itself = { part: 'profile', what: 'municipality', deed: 'configure' };
const named = (settings: Change) => ({ ...itself, settings });
const definition = () => t.house.engine.municipalities.get('gent')?.definition;

test('what a municipality is itself is set as its plugins are: planned, in force at once, in the audit, and taken back', async () => {
  const planned = await plan(named({ name: 'Gent', website: { email: 'eid@gent.example' } }));
  expect(planned).toMatchObject({ version: 0, holds: true, changes: [{ setting: 'profile.name', from: '"Stad Gent"', to: '"Gent"' }, { setting: 'profile.website.email', from: null, to: '"eid@gent.example"' }] });
  expect(definition()).toMatchObject({ name: 'Stad Gent' });
  await apply(named({ name: 'Gent', website: { email: 'eid@gent.example' } }), 0);
  expect(definition()).toMatchObject({ name: 'Gent', languages: ['nl', 'fr', 'en', 'de'], website: { telephone: '09 210 10 10', email: 'eid@gent.example' } });
  expect(await t.call('administration.municipality', {}, as('administrator', 'an.claes', 'kortenberg'))).toMatchObject({ name: 'Gemeente Kortenberg' });
  const entries = (await t.house.engine.store.reader('gent').find(auditEntries, {})).filter(({ what }) => what === 'administration.configure');
  expect(entries).toMatchObject([{ why: 'profile municipality, version 1: council-decision', actor: 'official:els.peeters' }]);
  expect(await rollback()).toEqual({ version: 2, to: 0 });
  expect(definition()).toMatchObject({ name: 'Stad Gent', website: { telephone: '09 210 10 10' } });
});

test('a value that a municipality cannot have is refused by the name of its field', async () => {
  const wrong: [Change, string][] = [
    [{ name: ' ' }, 'name'], [{ name: 'Gent\r\nBcc: x' }, 'name'], [{ name: null }, 'name'], [{ languages: ['nl', 'tlh'] }, 'languages.1'], [{ languages: [] }, 'languages'], [{ languages: ['nl', 'nl'] }, 'languages'],
    [{ website: { email: 'nobody' } }, 'website.email'], [{ website: { embeddedBy: ['https://gent.example'] } }, 'website.embeddedBy.0'], [{ desk: { hosts: ['*'] } }, 'desk.hosts.0'],
    [{ desk: { theme: { 'eid-accent': 'red;}' } } }, 'desk.theme.eid-accent'],
  ];
  for (const [settings, setting] of wrong) {
    const planned = await plan(named(settings));
    expect(planned).toMatchObject({ holds: false, changes: [], settingProblems: [{ setting }] });
    expect(planned.problems.join(' ')).toContain(`profile, ${setting}: `);
    await expect(apply(named(settings), 0)).rejects.toMatchObject({ type: 'administration.does-not-hold', data: { issues: [{ name: 'municipality', detail: expect.stringContaining(setting) }] } });
  }
  expect(await show()).toMatchObject({ version: 0 });
});

test('what others know a municipality by, where its pages are and who may call it is not set while it runs', async () => {
  for (const [settings, field] of [[{ nis: [] }, 'nis'], [{ id: 'ghent' }, 'id'], [{ publish: { soap: 'all' } }, 'publish'], [{ desk: { url: 'https://a.example' } }, 'url'], [{ website: { url: 'https://a.example' } }, 'url']] as const) {
    expect(await plan(named(settings))).toMatchObject({ holds: false, problems: [expect.stringContaining(`"${field}"`)] });
  }
});

test('there is one profile, and it can be set and no more than that', async () => {
  for (const change of [{ ...itself, what: 'gent' }, { ...itself, deed: 'disable' }, { ...itself, deed: 'enable' }, { ...itself, mode: 'live' }]) expect(await plan(change)).toMatchObject({ holds: false });
});

test('a plan says what follows for those who speak a language that goes, for who embeds, for who cannot read the colours, and where old words stay', async () => {
  const { harm } = await plan(named({ name: 'Gent', languages: ['fr', 'nl'], desk: { hosts: ['https://tool.gent.example'] } }));
  expect(harm).toEqual([
    expect.stringContaining("'en' is spoken no more"), expect.stringContaining("'de' is spoken no more"), expect.stringContaining("written to in 'fr', no longer in 'nl'"),
    expect.stringContaining("'https://tool.gent.example' may hold the elements of the desk"), expect.stringContaining("'plugin.communication.sender.name' still says the old name"),
  ]);
  expect((await plan(named({ desk: { theme: { 'eid-ink': '#ccc', 'eid-soft': '#000' } } }))).harm).toEqual([expect.stringMatching(/^desk: 'eid-ink' #ccc on 'eid-paper'/), expect.stringMatching(/^desk: 'eid-accent'/)]);
  await apply(named({ desk: { hosts: ['https://tool.gent.example'] }, website: { embeddedBy: ['old.gent.example'] } }), 0);
  expect((await plan(named({ desk: { hosts: [] }, website: { embeddedBy: ['gent.example'] } }))).harm).toEqual([
    expect.stringContaining("'old.gent.example' cannot show the pages for citizens in a frame any more"), expect.stringContaining("'gent.example' may show the pages"), expect.stringContaining("'https://tool.gent.example' cannot hold the elements of the desk any more"),
  ]);
  expect((await plan(dearer)).harm).toEqual([]);
});

test('of two administrators who change at once, one is told to plan again', async () => {
  const ends = await Promise.allSettled([apply(off, 0), apply(dearer, 0, as('administrator', 'tom.maes'))]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { type: 'administration.changed-since' } });
  expect((await show()).version).toBe(1);
  await expect(apply(dearer, 0)).rejects.toMatchObject({ type: 'administration.changed-since' });
});

test('the last good settings are one step away, going back twice goes back further, and all of it stands in the audit', async () => {
  await apply(dearer, 0);
  await apply(off, 1);
  expect(await t.call('administration.planRollback', {}, admin)).toMatchObject({ to: 1, version: 2, holds: true, changes: [{ setting: 'plugin.complaints', from: null, to: '{"answeredBy":"here"}' }] });
  expect(await rollback()).toEqual({ version: 3, to: 1 });
  expect([await complaints(), await fee()]).toEqual(['on', expect.objectContaining({ 'limited-availability': 3000 })]);
  expect(await rollback()).toEqual({ version: 4, to: 0 });
  expect(await fee()).toMatchObject({ 'limited-availability': 2500 });
  await expect(rollback()).rejects.toMatchObject({ type: 'administration.nothing-before' });
  await expect(rollback({ to: 9 })).rejects.toMatchObject({ type: 'administration.unknown-version' });
  expect(await rollback({ to: 2 })).toEqual({ version: 5, to: 2 });
  const { changes } = await t.call<{ changes: { deed: string; by: string }[] }>('administration.history', {}, admin);
  expect(changes.map(({ deed }) => deed)).toEqual(['rollback', 'rollback', 'rollback', 'disable', 'configure']);
  const entries = (await t.house.engine.store.reader('gent').find(auditEntries, {}, { by: [['sequence', 'asc']] })).filter(({ what }) => what.startsWith('administration.'));
  expect(entries.map(({ what, why, actor }) => [what, why, actor])[1]).toEqual(['administration.disable', 'plugin complaints, version 2: council-decision', 'official:els.peeters']);
  expect(entries).toHaveLength(5);
});

test('only who may change settings changes them', async () => {
  await expect(apply(off, 0, as('clerk'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
  await expect(plan(off, as('official'))).rejects.toMatchObject({ type: 'caller.scope-missing' });
});
