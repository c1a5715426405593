import {
  AccessDeniedError, ConnectionAcquireTimeoutError, ConnectionError, ConnectionRefusedError, ConnectionTimedOutError, DatabaseError, HostNotFoundError, HostNotReachableError, InvalidConnectionError, UniqueConstraintError, ValidationError,
} from 'sequelize';
import { commitErrorOf, storeErrorOf, storeFailures } from './store-failures.ts';

/** What Sequelize hands on of what a driver said. */
const said = (original: { code?: unknown; number?: unknown; message?: string }) => new DatabaseError(Object.assign(new Error(original.message ?? 'it failed'), { sql: '', ...original }));

test.each([
  ['store.busy', ['SQLITE_BUSY', 'SQLITE_LOCKED', '40001', '40P01', '55P03']],
  ['store.full', ['SQLITE_FULL', '53100']],
  ['store.unavailable', ['57P01', '57P02', '57P03', '08000', '08003', '08006', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ETIMEOUT', 'ESOCKET', 'ECLOSE', 'ECONNCLOSED', 'EINVALIDSTATE', 'SQLITE_CANTOPEN']],
])('%s is what the house calls each code by which SQLite, PostgreSQL or a driver says so, and the error itself is kept', (type, codes) => {
  for (const code of codes) {
    const error = said({ code });
    expect(storeErrorOf(error)).toMatchObject({ type, data: { retry: 'safe' }, cause: error });
  }
});

test.each([
  ['store.busy', [1205, 1222, 3960, 51_000]], ['store.full', [1105, 9002]], ['store.already-there', [2601, 2627]],
])('%s is what the house calls each number by which SQL Server says so, whatever its language', (type, numbers) => {
  for (const number of numbers) expect(storeErrorOf(said({ number, code: 'EREQUEST' }))).toMatchObject({ type });
});

test.each([
  'Connection terminated unexpectedly', 'Client has encountered a connection error and is not queryable',
])('a connection that broke (%s) means that nothing was changed', (message) => {
  const error = said({ message });
  expect(storeErrorOf(error)).toMatchObject({ type: 'store.unavailable', cause: error });
});

test.each([ConnectionError, ConnectionRefusedError, ConnectionTimedOutError, ConnectionAcquireTimeoutError, HostNotFoundError, HostNotReachableError, InvalidConnectionError, AccessDeniedError])('a database that cannot be reached, or lets nobody in because it is starting, is called so: %p', (Unreached) => {
  const error = new Unreached(new Error('the database system is starting up'));
  expect(storeErrorOf(error)).toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' }, cause: error });
});

test('a second row with the same key is called so', () => {
  const error = new UniqueConstraintError({});
  expect(storeErrorOf(error)).toMatchObject({ type: 'store.already-there', cause: error });
});

test('any other error stays as it is', () => {
  const errors = [new Error('Connection terminated'), said({ code: '22001' }), new ValidationError('not valid', []), 'a text', undefined, Object.assign(new Error('not of the database'), { code: 'SQLITE_BUSY' })];
  for (const error of errors) expect(storeErrorOf(error)).toBe(error);
});

test('a commit that the database refused was not made; of any other that failed nobody knows whether it stands', () => {
  expect(commitErrorOf(said({ code: '40001' }))).toMatchObject({ type: 'store.busy' });
  expect(commitErrorOf(said({ code: 'SQLITE_FULL' }))).toMatchObject({ type: 'store.full' });
  for (const error of [said({ code: 'ECONNRESET' }), said({ code: '22001' }), new Error('something else')]) {
    expect(commitErrorOf(error)).toMatchObject({ type: 'store.unanswered', data: { retry: 'ambiguous' }, cause: error });
  }
});

test.each([
  ['already-there', 409, 'never'], ['does-not-fit', 422, 'never'], ['busy', 503, 'safe'], ['full', 503, 'safe'], ['unavailable', 503, 'safe'], ['unanswered', 503, 'ambiguous'],
] as const)('the failure store.%s says in a sentence what happened, and what may be done next', (name, code, retry) => {
  expect(storeFailures[name]()).toMatchObject({ type: `store.${name}`, code, data: { retry }, message: expect.stringMatching(/^[A-Z].+\.$/) });
});
