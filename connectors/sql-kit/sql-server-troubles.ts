import { z } from 'zod';
import { networkMeaning } from '#services/wire-kit/network-meanings.ts';
import type { SqlServerPlace } from './sql-settings.ts';
import { SqlTrouble } from './sql-trouble.ts';

/** `uses`: the tables and views of the mapping, for a sentence. */
type Place = Pick<SqlServerPlace, 'server' | 'port' | 'database' | 'user' | 'password'> & { readonly uses: string };
type Row = readonly [kind: SqlTrouble['kind'], what: SqlTrouble['what'], says: (at: Place) => string];

const address = ({ server, port }: Place) => `${server}:${port}`;
const login = ({ user, password }: Place) => `login '${user}' with the password of ${password}`;
const passing = (what: string): Row => ['unavailable', 'reachability', (at) => `${address(at)}: ${what}; it passes by itself`];
const locked = (what: string): Row => ['misconfigured', 'credentials', (at) => `${address(at)} refuses ${login(at)}: ${what}`];
const unfit = (what: string): Row => ['misconfigured', 'mapping', ({ uses }) => `${uses}: ${what}`];

/** What the server says by number. Source: SQL Server and Azure SQL documentation, 'Database engine events and errors', 'Transient connection errors'. */
const byNumber: ReadonlyMap<number, Row> = new Map<number, Row>([
  ...[1205, 3960].map((number): [number, Row] => [number, passing('our reading gave way to another transaction')]),
  ...[1204, 701, 802, 8645, 8651, 10_928, 10_929, 40_501, 49_918, 49_919, 49_920].map((number): [number, Row] => [number, passing('the server has no room for one more question')]),
  [1222, passing('the rows stayed locked for too long')],
  ...[921, 922, 927, 942, 4221, 40_197, 40_613, 976, 978, 983].map((number): [number, Row] => [number, passing('the database is starting, moving or switched off')]),
  ...[596, 6005, 17_142, 18_401, 18_451, 233, 10_053, 10_054, 10_060].map((number): [number, Row] => [number, passing('the server is stopping or starting')]),
  [18_456, locked('the login does not exist there or the password is wrong')],
  [18_452, locked('it takes logins of its own domain only')],
  [18_470, locked('the login is switched off')],
  [18_486, locked('the login is locked')],
  ...[18_487, 18_488].map((number): [number, Row] => [number, locked('the password has expired')]),
  ...[4060, 4064, 911, 916].map((number): [number, Row] => [number, ['misconfigured', 'credentials', (at) => `${address(at)}: there is no database '${at.database}', or ${login(at)} may not enter it`]]),
  ...[229, 230, 297, 300].map((number): [number, Row] => [number, ['misconfigured', 'rights', (at) => `login '${at.user}' may not use ${at.uses} as it must: let the owner of the database grant it`]]),
  ...[2601, 2627].map((number): [number, Row] => [number, ['twice', 'reachability', (at) => `${at.uses}: this row stands there already`]]),
  [208, unfit('there is no such table or view')],
  [207, unfit('a column of the mapping is not there')],
  ...[206, 241, 242, 245, 8114, 8115, 295, 402].map((number): [number, Row] => [number, unfit('a column of the mapping is of another kind than the mapping says')]),
]);

/** What the driver says by code, where no server spoke. */
const byCode: ReadonlyMap<string, Row> = new Map<string, Row>([
  ...['ECANCEL', 'EABORT', 'ETIMEOUT'].map((code): [string, Row] => [code, passing('no answer in time')]),
  ...['ESOCKET', 'ECONNCLOSED', 'ENOTOPEN'].map((code): [string, Row] => [code, passing('the connection broke')]),
  ['EINSTLOOKUP', ['unavailable', 'reachability', (at) => `${address(at)}: this name is not known`]],
  ['EENCRYPT', ['misconfigured', 'certificate', (at) => `${address(at)}: the server does not encrypt`]],
  ['ELOGIN', locked('the login was not accepted')],
]);

/** Classes from 17 on are the server's own shortcomings, below it is what we asked. */
const serversOwn = 17;

export interface ServerWord { readonly number?: number | undefined; readonly class?: number | undefined }

/**
 * @param refusal what the server said while we logged in: the driver keeps the text of that only
 * @param sent the statement had left
 */
export function sqlServerTrouble(error: unknown, at: Place, refusal: ServerWord = {}, sent = false): SqlTrouble {
  if (error instanceof SqlTrouble) return error;
  const { codes, number, class: severity } = wordsOf(error, refusal);
  const [kind, what, says] = (number === undefined ? undefined : byNumber.get(number)) ?? byNearestCode(codes, number) ?? unknown(number, severity);
  // What the server answered with an error it undid; where nothing was answered, nobody knows.
  return new SqlTrouble(kind, what, says(at), sent && number === undefined);
}

function byNearestCode(codes: readonly string[], number: number | undefined): Row | undefined {
  if (number !== undefined && !codes.includes('ELOGIN')) return undefined;
  // The innermost says most: ESOCKET is wrapped around what broke the socket.
  return codes.toReversed().map((code) => networkRow(code) ?? byCode.get(code)).find((row) => row !== undefined);
}

function networkRow(code: string): Row | undefined {
  const known = networkMeaning(code);
  return known && [known.kind, known.what, (at) => `${address(at)}: ${known.says}`];
}

function unknown(number: number | undefined, severity: number | undefined): Row {
  const says = `error ${number ?? 'without a number'}, which we do not know`;
  return number === undefined || (severity ?? 0) >= serversOwn ? passing(says) : ['refused', 'reachability', (at) => `${address(at)}: ${says}`];
}

interface Words { readonly codes: readonly string[]; readonly number: number | undefined; readonly class: number | undefined }

const word = z.object({ number: z.number(), class: z.number().optional() });
const wrapping = z.looseObject({ code: z.string(), info: word, originalError: z.unknown(), cause: z.unknown(), errors: z.array(z.unknown()) }).partial();

/** Drivers wrap errors in errors: what stands on the way down. Messages are left alone. */
function wordsOf(error: unknown, refusal: ServerWord): Words {
  const codes: string[] = [];
  let said: ServerWord | undefined;
  let next: unknown = error;
  for (let depth = 0; depth < 8; depth += 1) {
    const { code, info, originalError, cause, errors } = wrapping.safeParse(next).data ?? {};
    if (code !== undefined) codes.push(code);
    said ??= info ?? word.safeParse(next).data;
    next = originalError ?? cause ?? errors?.[0];
  }
  const { number, class: severity } = said ?? (codes.includes('ELOGIN') ? refusal : {});
  return { codes, number, class: severity };
}
