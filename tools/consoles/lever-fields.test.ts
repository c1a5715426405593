import { z } from 'zod';
import { leverFields, leverInput } from './lever-fields.ts';

const input = z.strictObject({
  level: z.union([z.literal(500), z.literal(450)]).default(500), kind: z.enum(['down', 'slow']).nullable(), keep: z.boolean().default(false), times: z.int().nullable().default(null),
  name: z.string().describe('Who it is.'), card: z.object({ number: z.string() }).optional(), note: z.string().nullable(),
});
const typed = (values: Readonly<Record<string, string>>) => leverInput(input, values);

test('each field of a lever is asked as what it is', () => {
  expect(leverFields(input).map(({ name, kind, choices, required }) => [name, kind, choices.join(), required])).toEqual([
    ['level', 'whole', '500,450', false], ['kind', 'choice', 'down,slow', false], ['keep', 'yes-no', 'yes,no', false], ['times', 'whole', '', false], ['name', 'text', '', true], ['card', 'written', '', false], ['note', 'text', '', false],
  ]);
  expect(leverFields(input).find(({ name }) => name === 'name')?.help).toBe('Who it is.');
});

test('what is typed is given as the lever takes it', () => {
  expect(typed({ level: '450', kind: 'slow', keep: 'yes', times: '3', name: '12', card: '{"number":"1"}', note: 'x' })).toEqual({ level: 450, kind: 'slow', keep: true, times: 3, name: '12', card: { number: '1' }, note: 'x' });
});

test('what is left empty is left out, and is none where it cannot be', () => {
  expect(typed({ name: 'Noor', level: '', card: '' })).toEqual({ name: 'Noor', kind: null, note: null });
  expect(input.safeParse(typed({ name: 'Noor' })).data).toMatchObject({ level: 500, keep: false, times: null });
});

test('what cannot be read is refused by the lever itself, and what it does not know is not given to it', () => {
  expect(typed({ times: 'many', keep: 'perhaps', card: '{', name: 'x', other: '1', __proto__: 'y' })).toEqual({ times: 'many', keep: 'perhaps', card: '{', name: 'x', kind: null, note: null });
  expect(input.safeParse(typed({ times: 'many', name: 'x' })).error?.issues.map(({ path }) => path.join('.'))).toEqual(['times']);
});
