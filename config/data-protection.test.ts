import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { retentionOf } from '#services/host/house-retention.ts';
import type { Port } from '#services/kernel/port.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { catalogue } from './catalogue.ts';

const text = readFileSync(join(import.meta.dirname, '../docs/data-protection.md'), 'utf8');
const section = (title: string) => text.slice(text.indexOf(`### ${title}`), text.indexOf('\n### ', text.indexOf(`### ${title}`) + 4));
const byName = (names: readonly string[]) => names.toSorted((a, b) => a.localeCompare(b));
/** Of each row: what stands in back quotes in the first cell, and in the last one. */
function rowsOf(title: string): Map<string, string[]> {
  return new Map([...section(title).matchAll(/^\| `([a-z-]+)` \|(.*)\|$/gm)].map(([, name = '', rest = '']) => [name, byName([...(rest.split('|').at(-1) ?? '').matchAll(/`([A-Za-z-]+)`/g)].map(([, each = '']) => each))]));
}

test('the register of processing names every connector, and each of its operations that says who somebody is', () => {
  const declared = catalogue.connectors.map(({ port }: { readonly port: Port }): [string, string[]] => [port.id, byName(Object.entries(port.operations).filter(([, { personal }]) => personal === true).map(([name]) => name))]);
  expect(rowsOf('Who is told or asked what, by connector')).toEqual(new Map(declared));
});

test('the register of processing names every plugin with the classes of what it holds, and every class of the house', async () => {
  const held = rowsOf('What is held, by plugin');
  for (const { contract, retention = [] } of catalogue.plugins) expect([contract.id, held.get(contract.id)]).toEqual([contract.id, byName(retention.map(({ id }) => id))]);
  const t = await openTestHouse();
  const classes = retentionOf(t.house.plugins).map(({ id }) => id);
  await t.stop();
  expect(byName([...held.values()].flat())).toEqual(byName(classes));
});
