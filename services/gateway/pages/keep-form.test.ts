import { createSecretKey, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { keepForms } from './keep-form.ts';

const key = createSecretKey(randomBytes(32));
const keeper = keepForms(() => key);
const bound = { visitor: 'v', page: '/complaint' };
const typed = { do: 'file', text: 'Mijn buur keek mee.' };

test('what was filled in comes back as it was, for the same browser and page; nothing of it can be read', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.string()), (values) => {
    expect({ ...keeper.open(keeper.keep(values, bound), bound) }).toEqual({ ...values });
  }));
  expect(Buffer.from(keeper.keep(typed, bound), 'base64url').toString('latin1')).not.toContain('buur');
});

test('it opens for no other browser, page or house, and not when anything of it was changed', () => {
  const kept = keeper.keep(typed, bound);
  expect(keeper.open(kept, { ...bound, visitor: 'w' })).toBeUndefined();
  expect(keeper.open(kept, { ...bound, page: '/check' })).toBeUndefined();
  expect(keepForms(() => createSecretKey(randomBytes(32))).open(kept, bound)).toBeUndefined();
  const bytes = Buffer.from(kept, 'base64url');
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(keeper.open(changed.toString('base64url'), bound)).toBeUndefined();
  }
  for (const other of ['', 'x', kept.slice(0, 30), `${kept}!`]) expect(keeper.open(other, bound)).toBeUndefined();
});
