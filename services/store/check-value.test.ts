import { z } from 'zod';
import { column, type Column } from '#services/kernel/table.ts';
import { checkCompared, checkWritten, lengthOf } from './check-value.ts';

const placeOf = (made: Column) => ({ table: 'rules_shelves', name: 'place', column: made });

test.each<[Column, number]>([
  [column.id(), 40], [column.text(), 100], [column.text(20), 20], [column.day(), 10],
])('a text fits as long as it is no longer than its column: %j takes %i', (made, most) => {
  expect(lengthOf(made)).toBe(most);
  expect(() => checkWritten(placeOf(made), 'x'.repeat(most))).not.toThrow();
  expect(() => checkWritten(placeOf(made), 'x'.repeat(most + 1))).toThrow(expect.objectContaining({
    type: 'store.does-not-fit', data: { retry: 'never', issues: [{ in: 'body', name: 'place', detail: `longer than ${most} characters` }] },
  }));
});

test('a long text has no limit', () => {
  expect(lengthOf(column.longText())).toBeUndefined();
  expect(() => checkWritten(placeOf(column.longText()), 'x'.repeat(10_000))).not.toThrow();
});

test.each<[Column, unknown, unknown[]]>([
  [column.id(), 'a', [1, true, {}]], [column.text(), 'a', [1, true]], [column.longText(), 'a', [1]], [column.day(), '2026-02-28', [20_260_228]],
  [column.integer(), 5, ['5', 1.5, 2 ** 53, true]], [column.instant(), 5, ['5', 1.5]], [column.flag(), false, [0, 'false']],
])('a column takes values of its own kind only: %j takes %j', (made, right, wrong) => {
  expect(() => checkCompared(placeOf(made), right)).not.toThrow();
  for (const value of wrong) expect(() => checkCompared(placeOf(made), value)).toThrow(`table 'rules_shelves' was given a ${typeof value} that is no ${made.kind} for 'place'`);
});

test('what is sealed has any form: its schema is asked when it is opened', () => {
  expect(() => checkCompared(placeOf(column.sealed(z.unknown())), { name: 'Someone' })).not.toThrow();
});

test.each(['a\u0000b', 'half \ud800'])('a character that one of the databases cannot keep is refused on all of them (%j)', (value) => {
  expect(() => checkCompared(placeOf(column.text()), value)).toThrow(expect.objectContaining({
    type: 'store.does-not-fit', data: { retry: 'never', issues: [{ in: 'body', name: 'place', detail: 'holds a character that cannot be kept' }] },
  }));
});
