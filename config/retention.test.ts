import { readFileSync } from 'node:fs';
import { signInPlugin } from '#plugins/sign-in/sign-in.plugin.ts';
import { retentionOf } from '#services/host/house-retention.ts';
import { describeClasses } from '#services/retention/describe-classes.ts';
import { retention } from '#services/retention/retention.contract.ts';
import { planTables } from '#services/retention/table-plans.ts';
import { enable } from '#services/tenancy/municipality.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { catalogue } from './catalogue.ts';
import { gent } from './municipalities/gent.ts';

test('the house does not open while a table has no rule', async () => {
  const { retention: _forgotten, ...forgetful } = signInPlugin;
  const plugins = catalogue.plugins.map((plugin) => (plugin.contract.id === 'sign-in' ? forgetful : plugin));
  await expect(openTestHouse({ house: { offer: { ...catalogue, plugins } } })).rejects.toThrow("table 'sign-in_attempts' has no retention rule");
});

test('the house does not open while a municipality keeps something for longer than it may, and says what is in force when it does', async () => {
  const choosing = (days: number) => ({ ...gent, plugins: [...gent.plugins, enable(retention, { days: { messages: days } })] });
  await expect(openTestHouse({ house: { municipalities: [choosing(5000)] } })).rejects.toThrow("municipality 'gent': retention 'messages' is 30 to 3650 days, not 5000");
  const t = await openTestHouse({ house: { municipalities: [choosing(200)] } });
  const { classes } = await t.call<{ classes: readonly { class: string; days: number | null }[] }>('retention.classes', {}, { kind: 'official', actor: 'official:dpo', municipality: 'gent', scopes: ['retention:read'] });
  expect(classes.find((one) => one.class === 'messages')?.days).toBe(200);
  await t.stop();
});

test('the document says of every class what the house does', async () => {
  const t = await openTestHouse();
  const table = describeClasses(retentionOf(t.house.plugins));
  await t.stop();
  expect(readFileSync('docs/retention.md', 'utf8')).toContain(`\n${table}\n`);
});

test('what is sealed is bound to whose it is, wherever that stands in clear beside it', async () => {
  const t = await openTestHouse();
  const plans = planTables(retentionOf(t.house.plugins));
  await t.stop();
  const owned = plans.flatMap(({ table, owner }) => ('column' in owner && Object.values(table.columns).some(({ kind }) => kind === 'sealed') ? [{ table, column: owner.column }] : []));
  expect(owned.length).toBeGreaterThan(5);
  expect(owned.filter(({ table, column }) => !table.bound.includes(column) && !table.key.includes(column)).map(({ table }) => table.name)).toEqual([]);
});
