import { z } from 'zod';
import * as fc from 'fast-check';
import { idsFrom } from './derive-ids.ts';

const item = fc.record({ id: fc.uuid({ version: 7 }), replays: fc.nat(3) });
const many = (of: Parameters<typeof idsFrom>[0]) => { const next = idsFrom(of); return Array.from({ length: 20 }, () => next()); };

test('what follows from an item has the same keys whenever it follows, and no other item or replay has them', () => {
  fc.assert(fc.property(item, item, (one, other) => {
    const ids = many(one);
    expect(many(one)).toEqual(ids);
    expect(new Set(ids).size).toBe(20);
    expect(ids).toEqual(ids.toSorted());
    for (const id of ids) expect(z.uuidv7().safeParse(id).success).toBe(true);
    expect(new Set([...ids, ...many(other)]).size).toBe(one.id === other.id && one.replays === other.replays ? 20 : 40);
    expect(new Set([...ids, ...many({ ...one, replays: one.replays + 1 })]).size).toBe(40);
  }));
});
