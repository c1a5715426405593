import { z } from 'zod';
import { Failure, failures, isFailure, issuesOf, retryOf } from './failure.ts';

const made = failures('bpost', {
  'unknown-order': { status: 404, retry: 'never', title: 'bpost does not know this order.' },
  unreachable: { status: 503, retry: 'safe', title: 'bpost cannot be reached.' },
  unanswered: { status: 504, retry: 'ambiguous', title: 'bpost did not answer.' },
});
/** As it arrives from another node: the fields are there, the class is not. */
const fromElsewhere = (failure: Failure): unknown => JSON.parse(JSON.stringify(Object.assign({}, failure, { message: failure.message })));

test('a failure says whose it is, what happened, with which status, and what may be done next', () => {
  const failure = made['unknown-order']();
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ name: 'Failure', type: 'bpost.unknown-order', code: 404, message: 'bpost does not know this order.' });
  expect(failure.data).toEqual({ retry: 'never' });
  expect(failure.cause).toBeUndefined();
});

test('only a failure after which nothing happened on the other side is repeated blindly', () => {
  expect([made.unreachable(), made.unanswered(), made['unknown-order']()].map(({ retryable }) => retryable)).toEqual([true, false, false]);
});

test('a failure keeps its cause and the fields that were wrong', () => {
  const cause = new Error('socket hang up');
  const issues = [{ in: 'body', name: 'postcode', detail: 'four digits' }] as const;
  const failure = made.unreachable({ cause, issues });
  expect(failure.cause).toBe(cause);
  expect(failure.data).toEqual({ retry: 'safe', issues });
  expect(made.unreachable({ cause }).data).not.toHaveProperty('issues');
});

test('a failure is known by its type, whichever node it comes from', () => {
  for (const failure of [made.unreachable(), fromElsewhere(made.unreachable())]) {
    expect(isFailure(failure)).toBe(true);
    expect(isFailure(failure, 'bpost.unreachable')).toBe(true);
    expect(isFailure(failure, 'bpost.unanswered')).toBe(false);
    expect(retryOf(failure)).toBe('safe');
  }
});

test.each([
  [undefined], [null], ['bpost.unreachable'], [42], [new Error('bpost.unreachable')], [{}],
  [{ type: 'bpost.unreachable' }], [{ type: 'bpost.unreachable', data: null }], [{ type: 'bpost.unreachable', data: 'safe' }], [{ type: 'bpost.unreachable', data: {} }],
  [{ type: 42, data: { retry: 'safe' } }], [{ data: { retry: 'safe' } }], [Object.assign(() => undefined, { type: 'bpost.unreachable', data: { retry: 'safe' } })],
])('an error that nobody declared (%j) may have come after the deed', (error) => {
  expect(isFailure(error)).toBe(false);
  expect(retryOf(error)).toBe('ambiguous');
});

test('what may be done after a failure is what its system declared', () => {
  expect([made.unreachable(), made.unanswered(), made['unknown-order']()].map(retryOf)).toEqual(['safe', 'ambiguous', 'never']);
});

const visit = z.strictObject({ address: z.strictObject({ postcode: z.string().min(4, 'four digits') }), phones: z.array(z.string({ error: 'a text' })) });
const issuesIn = (input: unknown) => {
  const parsed = visit.safeParse(input);
  return parsed.success ? [] : issuesOf(parsed.error, 'body');
};

test('what is wrong is told field by field, by its place', () => {
  expect(issuesIn({ address: { postcode: '9' }, phones: ['1', 2] })).toEqual([
    { in: 'body', name: 'address.postcode', detail: 'four digits' }, { in: 'body', name: 'phones.1', detail: 'a text' },
  ]);
});

test('each field that is not known is named itself, where it stands', () => {
  expect(issuesIn({ address: { postcode: '9000', street: 'x', box: 'y' }, phones: [], colour: 'red' })).toEqual([
    { in: 'body', name: 'address.street', detail: 'this field is not known here' }, { in: 'body', name: 'address.box', detail: 'this field is not known here' },
    { in: 'body', name: 'colour', detail: 'this field is not known here' },
  ]);
});

test('an input that is wrong as a whole is called by where it came from', () => {
  const parsed = visit.safeParse('not even an object');
  expect(parsed.success ? [] : issuesOf(parsed.error, 'query')).toEqual([{ in: 'query', name: 'body', detail: expect.any(String) }]);
  expect(issuesOf({ issues: [{ path: [], message: 'unknown fields', code: 'unrecognized_keys' }] }, 'body')).toEqual([{ in: 'body', name: 'body', detail: 'unknown fields' }]);
  expect(issuesOf({ issues: [{ path: ['phones'], message: 'too many', code: 'custom', keys: ['first'] }] }, 'body')).toEqual([{ in: 'body', name: 'phones', detail: 'too many' }]);
});

test('nothing that is told about an input holds its values', () => {
  expect(JSON.stringify(issuesIn({ address: { postcode: 'X1' }, phones: [], secret: 'Someone' }))).not.toMatch(/X1|Someone/);
});
