import { failures } from '#services/kernel/failure.ts';
import { writeCoda } from '../../sandbox/served/write-coda.ts';
import { statementsSettings } from '../payment-settings.ts';
import { takeStatements } from './take-statements.ts';

const house = failures('house', { other: { status: 409, retry: 'never', title: 'Another line had this id.' }, closed: { status: 503, retry: 'safe', title: 'Closed for now.' } });
const iban = 'BE68539007547034';
const line = (bankReference: string) => ({ bankReference, amount: 2_500, communication: '', valueDate: '2026-11-24' });
const file = Buffer.from(writeCoda({ iban, holder: 'Gemeentebestuur', day: '2026-11-24', number: 325, before: 0, lines: ['A', 'B', 'C'].map(line) }), 'latin1');

/** Brings three lines, of which the house does not take the second. */
const bring = async (refusal: () => Error, format: 'coda' | 'camt.053' = 'coda', brought: Uint8Array = file, dry = false) => {
  const taken: unknown[] = [];
  const take = takeStatements({
    config: { user: 'bank', password: 'env:PASSWORD', format }, account: { iban, beneficiary: 'Stad' }, secret: () => 'right',
    deliver: (_message, _id, { bankReference }) => (String(bankReference).endsWith('/B') ? Promise.reject(refusal()) : Promise.resolve(void taken.push(bankReference))),
  });
  const failure: unknown = await take({ method: 'POST', path: '/statements', query: new URLSearchParams(dry ? 'dry-run' : ''), headers: { authorization: `Basic ${Buffer.from('bank:right').toString('base64')}` }, body: brought }).catch((error: unknown) => error);
  return { taken, failure };
};
const named = (last: string) => `${iban}/2026-11-24.325-325/${last}`;

test('a line that is refused stands in the way of no other, and is named', async () => {
  expect(await bring(() => house.other())).toMatchObject({ taken: [named('A'), named('C')], failure: { type: 'bank-statement.not-whole', data: { issues: [{ name: named('B') }] } } });
});
test('while the house takes nothing in, the file is to come again', async () => {
  expect(await bring(() => house.closed())).toMatchObject({ taken: [named('A')], failure: { type: 'house.closed' } });
});

test.each([
  ['CODA where camt.053 was agreed on', 'camt.053', file, 'camt.053 was agreed on, and this is CODA'],
  ['camt.053 where CODA was agreed on', 'coda', Buffer.from('\uFEFF <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>'), 'CODA was agreed on, and this is camt.053'],
] as const)('one account is told in one format, for the same money would count twice: %s is refused by name, also where it is only looked at', async (_what, agreed, brought, detail) => {
  for (const dry of [false, true]) {
    expect(await bring(() => house.other(), agreed, brought, dry)).toMatchObject({ taken: [], failure: { type: 'bank-statement.other-format', data: { retry: 'never', issues: [{ name: 'file', detail }] } } });
  }
});
test('the format is agreed on beforehand: settings without it do not hold', () => {
  expect(statementsSettings.safeParse({ user: 'bank', password: 'env:PASSWORD' }).error?.issues.map(({ path }) => path.join('.'))).toEqual(['format']);
});

test('a file of 32 MiB is read from who has proven who he is, and from nobody else, nor while his password cannot be read', () => {
  let readable = true;
  const { limitBytes } = takeStatements({ config: { user: 'bank', password: 'env:PASSWORD', format: 'coda' }, account: { iban, beneficiary: 'Stad' }, secret: () => { if (!readable) throw house.closed(); return 'right'; }, deliver: () => Promise.reject(house.closed()) });
  const asked = (credentials?: string) => limitBytes?.({ method: 'POST', path: '/statements', query: new URLSearchParams(), headers: credentials === undefined ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } });
  expect(asked('bank:right')).toBe(32 * 1024 * 1024);
  readable = false;
  expect(asked('bank:right')).toBeUndefined();
  readable = true;
  for (const credentials of [undefined, 'bank:wrong', 'bank:', 'other:right']) expect(asked(credentials)).toBeUndefined();
});
