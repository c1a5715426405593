import { failures } from '#services/kernel/failure.ts';
import { writeCoda } from '../../sandbox/served/write-coda.ts';
import { takeStatements } from './take-statements.ts';

const house = failures('house', { other: { status: 409, retry: 'never', title: 'Another line had this id.' }, closed: { status: 503, retry: 'safe', title: 'Closed for now.' } });
const iban = 'BE68539007547034';
const line = (bankReference: string) => ({ bankReference, amount: 2_500, communication: '', valueDate: '2026-11-24' });
const file = Buffer.from(writeCoda({ iban, holder: 'Gemeentebestuur', day: '2026-11-24', number: 325, before: 0, lines: ['A', 'B', 'C'].map(line) }), 'latin1');

/** Brings three lines, of which the house does not take the second. */
const bring = async (refusal: () => Error) => {
  const taken: unknown[] = [];
  const take = takeStatements({
    config: { user: 'bank', password: 'env:PASSWORD' }, account: { iban, beneficiary: 'Stad' }, secret: () => 'right',
    deliver: (_message, _id, { bankReference }) => (String(bankReference).endsWith('/B') ? Promise.reject(refusal()) : Promise.resolve(void taken.push(bankReference))),
  });
  const failure: unknown = await take({ method: 'POST', path: '/statements', query: new URLSearchParams(), headers: { authorization: `Basic ${Buffer.from('bank:right').toString('base64')}` }, body: file }).catch((error: unknown) => error);
  return { taken, failure };
};
const named = (last: string) => `${iban}/2026-11-24.325-325/${last}`;

test('a line that is refused stands in the way of no other, and is named', async () => {
  expect(await bring(() => house.other())).toMatchObject({ taken: [named('A'), named('C')], failure: { type: 'bank-statement.not-whole', data: { issues: [{ name: named('B') }] } } });
});
test('while the house takes nothing in, the file is to come again', async () => {
  expect(await bring(() => house.closed())).toMatchObject({ taken: [named('A')], failure: { type: 'house.closed' } });
});
