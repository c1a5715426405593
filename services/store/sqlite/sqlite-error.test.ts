import { sqliteErrorOf } from './sqlite-error.ts';

/** As node:sqlite throws it: primary code in the last byte, the precise one above it. */
const thrown = (errcode: number) => Object.assign(new Error('it failed'), { code: 'ERR_SQLITE_ERROR', errcode });

test.each([
  [5, 5, 'SQLITE_BUSY'], [261, 5, 'SQLITE_BUSY'], [517, 5, 'SQLITE_BUSY'], [6, 6, 'SQLITE_LOCKED'], [8, 8, 'SQLITE_READONLY'], [13, 13, 'SQLITE_FULL'], [14, 14, 'SQLITE_CANTOPEN'],
  [2067, 19, 'SQLITE_CONSTRAINT'], [1555, 19, 'SQLITE_CONSTRAINT'], [1299, 19, 'SQLITE_CONSTRAINT_OTHER'], [787, 19, 'SQLITE_CONSTRAINT_OTHER'], [1, 1, 'SQLITE_ERROR'], [266, 10, 'SQLITE_ERROR'],
])('what SQLite means by %i reaches the store by its number %i and its name %s', (errcode, errno, code) => {
  const error = thrown(errcode);
  expect(sqliteErrorOf(error)).toMatchObject({ errno, code, message: `${code}: it failed`, cause: error });
});

test('an error that is not of SQLite keeps its message, and is given no code', () => {
  for (const error of [new TypeError('unknown parameter'), Object.assign(new Error('unknown parameter'), { errcode: 'five' })]) {
    const told = sqliteErrorOf(error);
    expect(told).toMatchObject({ message: 'unknown parameter', cause: error });
    expect(told).not.toHaveProperty('code');
  }
});

test.each([['a text', 'a text'], [null, 'null'], [undefined, 'undefined'], [{}, '[object Object]']])('whatever is thrown (%j) becomes an error', (given, message) => {
  expect(sqliteErrorOf(given)).toEqual(new Error(message));
});
