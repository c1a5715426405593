import * as fc from 'fast-check';
import { makeStructuredCommunication } from '#services/belgium/structured-communication.ts';
import { referenceIn } from '../../sandbox/served/wire-levers.ts';
import { writeCoda, type CodaFile } from '../../sandbox/served/write-coda.ts';
import { readCoda } from './read-coda.ts';
import { readStatements } from './read-statements.ts';
import { Flaw } from './statement.ts';

/** Files of a bank, as a writer that knows nothing of the reader makes them. */

const coda = (lines: CodaFile['lines'], changes: Partial<CodaFile> = {}) => writeCoda({ iban: 'BE68539007547034', holder: 'Gemeentebestuur', day: '2026-11-24', number: 325, before: 100_000, lines, ...changes });
const line = (changes: Partial<CodaFile['lines'][number]> = {}) => ({ bankReference: 'EPIB00048', amount: 2_500, communication: '+++269/0211/57996+++', valueDate: '2026-11-24', ...changes });
const bytes = (text: string) => Buffer.from(text, 'latin1');
const read = (text: string) => readCoda(bytes(text)).flatMap(({ lines }) => lines);
const flawOf = (text: string): string => { try { readStatements(bytes(text)); } catch (error) { if (error instanceof Flaw) return `${error.line}: ${error.message}`; throw error; } return 'none'; };
const changed = (text: string, record: number, at: number, put: string) => text.split('\r\n').map((one, index) => (index === record - 1 ? one.slice(0, at - 1) + put + one.slice(at - 1 + put.length) : one)).join('\r\n');

test('a structured communication that is published holds (febelfin-coda, CODA.txt, movement 0053)', () => {
  expect(read(coda([line({ communication: '269021157996' })]))).toEqual([expect.objectContaining({ communication: '+++269/0211/57996+++', amount: 2_500, kind: 'structured', bankReference: 'BE68539007547034/2026-11-24.325-325/EPIB00048' })]);
});
test('an old account number is the IBAN that it became, and records stand where the published ones do (wimverstuyf/php-coda-parser, Sample1)', () => {
  // Its balances and totals are invented; these are put right, the records themselves are as they were published.
  const published = [
    '0000018011520105        0938409934CODELICIOUS               GEBABEBB   09029308273 00001          984309          834080       2',
    '10155001548226815 EUR0BE                  0000000004004100241214CODELICIOUS               PROFESSIONAL ACCOUNT               255',
    '21000100000001200002835        0000000001767820251214001120000112/4554/46812   813                                 25121421401 0',
    '2200010000  ANOTHER MESSAGE                                           54875                       GEBCEEBB                   1 0',
    '2300010000BE54805480215856                  EURBVBA.BAKKER PIET                         MESSAGE                              0 1',
    '31000100010007500005482        004800001001BVBA.BAKKER PIET                                                                  1 0',
    '3200010001MAIN STREET 928                    5480 SOME CITY                                                                  0 0',
    '3300010001SOME INFORMATION ABOUT THIS TRANSACTION                                                                            0 0',
    '21000200000001200002835        0000000002767820251214001120001101112455446812  813                                 25121421401 0',
    '2200020000  ANOTHER MESSAGE                                           54875                       GEBCEEBB                   1 0',
    '2300020000BE54805480215856                  EURBVBA.BAKKER PIET                         MESSAGE                              0 1',
    '31000200010007500005482        004800001001BVBA.BAKKER PIET                                                                  1 0',
    '8155001548226815 EUR0BE                  0000000008539740120515                                                                0',
    '4 00010005                      THIS IS A PUBLIC MESSAGE                                                                       0',
    '9               000013000000000000000000000004535640                                                                           2',
  ].join('\n');
  expect(flawOf(published)).toBe('none');
  const [statement] = readCoda(bytes(published));
  expect([statement?.account, statement?.day]).toEqual(['BE53001548226815', '2015-05-12']);
  // The check digits of this one are 33: its publisher made it up.
  expect(statement?.lines.map(({ amount, communication, kind }) => [amount, communication, kind])).toEqual([
    [176_782, expect.stringMatching(/^112\/4554\/46812 {3}813/), 'free'], [276_782, '112455446812', expect.any(String)],
  ]);
});

const typed = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ 0123456789+/.-')), maxLength: 139 }).map((text) => text.trim());
const movement = fc.record({
  bankReference: fc.string({ unit: fc.constantFrom(...Array.from('ABC0123456789')), minLength: 1, maxLength: 21 }), amount: fc.integer({ min: 1, max: 99_999_999 }), valueDate: fc.constantFrom('2026-11-24', '2026-02-28', '2024-02-29'),
  communication: fc.oneof(typed, fc.integer({ min: 0, max: 9_999_999_999 }).map(makeStructuredCommunication)),
});
test('whatever came in, is read back as it was written', () => {
  fc.assert(fc.property(fc.array(movement, { maxLength: 12 }), fc.integer({ min: -1_000_000, max: 1_000_000 }), (lines, before) => {
    const [statement] = readCoda(bytes(coda(lines, { before })));
    expect(statement?.lines.map(({ amount, valueDate, communication, kind }) => [amount, valueDate, kind === 'structured' ? communication : communication.trim()]))
      .toEqual(lines.map(({ amount, valueDate, communication }) => [amount, valueDate, expect.stringContaining(/^\d{12}$|^\d{3}\/?\d{4}\/?\d{5}$/.test(communication) ? '' : communication)]));
    expect(new Set(statement?.lines.map(({ bankReference }) => bankReference)).size).toBe(lines.length);
    expect(readCoda(bytes(coda(lines, { before })))).toEqual([statement]);
  }), { numRuns: 60 });
});

/** Where a digit says how much, of which account, or for whom. A day or a reference with another digit is another day or reference: nothing in the file tells. */
const telling: Readonly<Record<string, readonly [from: number, until: number][]>> = { 1: [[44, 58]], 21: [[7, 10], [33, 47], [66, 77]], 8: [[43, 57]], 9: [[17, 52]] };
test('one wrong digit in an amount, a balance, a total or a structured communication is always found', () => {
  const text = coda([line(), line({ amount: 99 }), line({ communication: makeStructuredCommunication(123_456) })]);
  const records = text.split('\r\n').slice(0, -1);
  for (const [index, record] of records.entries()) {
    const kind = /^[23]/.test(record) ? record.slice(0, 2) : record.slice(0, 1);
    for (const [from, until] of telling[kind] ?? []) {
      for (let at = from; at <= until; at += 1) {
        for (let by = 1; by <= 9; by += 1) {
          if (!/\d/.test(record.charAt(at - 1))) continue;
          const flipped = changed(text, index + 1, at, String((Number(record.charAt(at - 1)) + by) % 10));
          const found = flawOf(flipped) !== 'none' || read(flipped).some((one) => one.kind === 'wrong-check-digits');
          expect([kind, at, by, found]).toEqual([kind, at, by, true]);
        }
      }
    }
  }
});

test.each<[string, (text: string) => string, RegExp]>([
  ['a line that is too short', (text) => text.replace('KREDBEBB   ', 'KREDBEBB'), /128 characters/], ['a record that nobody knows', (text) => changed(text, 3, 1, '5'), /not known/], ['no end', (text) => text.slice(0, text.lastIndexOf('\r\n9')), /before its record 9/],
  ['more after its end', (text) => text + text.split('\r\n')[0], /nothing was to follow/], ['another sign', (text) => changed(text, 3, 32, '1'), /add up/], ['a sign that is none', (text) => changed(text, 3, 32, '2'), /sign/], ['a tenth of a cent', (text) => changed(text, 3, 47, '5'), /whole cents/],
  ['another currency', (text) => changed(text, 2, 40, 'USD'), /euros/], ['a day that is none', (text) => changed(text, 3, 48, '310226'), /no day/], ['another account at its end', (text) => changed(text, 4, 5, 'BE71'), /same account/],
  ['nothing', () => '', /empty/], ['a movement twice', (text) => text.replace(/(21000[^\r]*\r\n)/, '$1$1'), /higher/], ['control characters', (text) => changed(text, 3, 70, '\u0000'), /control/], ['letters in an amount', (text) => changed(text, 3, 40, 'x'), /digits/],
])('a file with %s is refused whole', (_what, spoil, rule) => {
  expect(flawOf(spoil(coda([line({ communication: 'dank u' })])))).toMatch(rule);
});

describe('amounts that the bank put together', () => {
  /** One booking of 75.00 EUR, made of three payments. */
  const together = (parts: readonly number[]) => {
    const single = coda([line({ amount: 7_500, communication: '' })]).split('\r\n');
    const main = changed(single[2] ?? '', 1, 54, '2');
    const details = parts.map((amount, at) => {
      const own = coda([line({ amount, communication: makeStructuredCommunication(at + 1) })]).split('\r\n')[2] ?? '';
      return changed(changed(own, 1, 7, String(at + 1).padStart(4, '0')), 1, 54, '6');
    });
    const trailer = (single[4] ?? '').replace('000003', String(3 + parts.length).padStart(6, '0'));
    return [single[0], single[1], main, ...details, single[3], trailer, ''].join('\r\n');
  };
  test('are counted once, as the payments in them', () => {
    expect(read(together([2_500, 2_500, 2_500])).map(({ amount, communication }) => [amount, communication])).toEqual([1, 2, 3].map((number) => [2_500, makeStructuredCommunication(number)]));
  });
  test('that their payments do not add up to are refused', () => expect(flawOf(together([2_500, 2_500]))).toMatch(/do not add up/));
});

test('two lines under one reference of the bank are two, and the same two when the file comes again', () => {
  const twice = coda([line(), line()]);
  expect(read(twice).map(({ bankReference }) => bankReference.split('/').at(-1))).toEqual(['EPIB00048', 'EPIB00048#2']);
});
test('a reference that does not fit is shortened in one way', () => {
  expect(referenceIn('KBC-1')).toBe('KBC-1');
  expect(referenceIn('x'.repeat(40))).toMatch(/^[0-9A-F]{21}$/);
});

const camt = (entries: string, { closing = '125.00', before = '' } = {}) => `${before}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>2026-11-24T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S-1</Id><ElctrncSeqNb>325</ElctrncSeqNb>
  <CreDtTm>2026-11-24T20:00:00</CreDtTm><Acct><Id><IBAN>BE68539007547034</IBAN></Id><Ccy>EUR</Ccy></Acct>
  <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-24</Dt></Dt></Bal>${entries}</Stmt></BkToCstmrStmt></Document>`;
const entry = (amount: string, details: string, sign = 'CRDT') => `<Ntry><NtryRef>1</NtryRef><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-24</Dt></BookgDt><ValDt><Dt>2026-11-24</Dt></ValDt><AcctSvcrRef>REF-1</AcctSvcrRef><BkTxCd/><NtryDtls>${details}</NtryDtls></Ntry>`;
const about = (reference: string) => `<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>BBA</Issr></Tp><Ref>${reference}</Ref></CdtrRefInf></Strd></RmtInf>`;
const part = (amount: string, reference: string) => `<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>${about(reference)}</TxDtls>`;
const camtLines = (text: string) => readStatements(Buffer.from(text)).statements.flatMap(({ lines }) => lines.map(({ amount, communication, kind }) => [amount, communication, kind]));

describe('a statement in XML (camt.053)', () => {
  test('of many megabytes is read whole; one above the limit is refused', () => {
    const lines = camtLines(camt(entry('0.01', `<TxDtls>${about('269021157996')}</TxDtls>`).repeat(15_000), { closing: '250.00' }));
    expect([lines.length, new Set(lines.map(([amount]) => amount)).size]).toEqual([15_000, 1]);
    expect(flawOf(camt(' '.repeat(32 * 1024 * 1024)))).toContain('more than 33554432 bytes');
  });
  test('counts an entry in its own statement only, wherever else one stands', () => {
    const two = camt(entry('25.00', '')).replace('</BkToCstmrStmt>', (end) => `<Other><Stmt>${entry('1.00', '')}</Stmt>${entry('2.00', '')}</Other>${entry('3.00', '')}${end}`);
    expect(camtLines(two)).toEqual([[2_500, '', 'free']]);
  });
  test('is read as a CODA file is', () => {
    expect(readStatements(Buffer.from(camt(entry('25.00', `<TxDtls>${about('269021157996')}</TxDtls>`))))).toEqual({
      format: 'camt.053', statements: [{ account: 'BE68539007547034', day: '2026-11-24', number: '325', before: 10_000, after: 12_500, lines: [
        { bankReference: 'BE68539007547034/2026-11-24.325/REF-1', amount: 2_500, valueDate: '2026-11-24', communication: '+++269/0211/57996+++', kind: 'structured' },
      ] }],
    });
  });
  test('counts the payments in an entry, or the entry, and what left the account', () => {
    expect(camtLines(camt(entry('25.00', part('10.00', '269021157996') + part('15.00', '269021157997'))))).toEqual([[1_000, '+++269/0211/57996+++', 'structured'], [1_500, '269021157997', 'wrong-check-digits']]);
    expect(camtLines(camt(entry('30.00', '<TxDtls><RmtInf><Ustrd>dank u</Ustrd></RmtInf></TxDtls>') + entry('5.00', '', 'DBIT')))).toEqual([[3_000, 'dank u', 'free'], [-500, '', 'free']]);
  });
  test('a name of a statement counts to its end, so that lines without a reference in two statements of one day are two', () => {
    const unnamed = camt(entry('25.00', '').replace('<AcctSvcrRef>REF-1</AcctSvcrRef>', '').replace('<NtryRef>1</NtryRef>', '')).replace('<ElctrncSeqNb>325</ElctrncSeqNb>', '');
    const [first, second] = ['1', '2'].map((last) => readStatements(Buffer.from(unnamed.replace('S-1', `STMT-BE68539007547034-20261124-${last}`))).statements[0]?.lines[0]?.bankReference);
    expect(first).not.toBe(second);
  });
  test('of a busy day is read whole', () => {
    const many = camtLines(camt(entry('0.01', `<TxDtls>${about('269021157996')}</TxDtls>`).repeat(1_500), { closing: '115.00' }));
    expect(many).toHaveLength(1_500);
  });
  test.each([
    ['a bomb', camt('', { before: '<!DOCTYPE a [<!ENTITY a "aaaa">]>' })], ['an external entity', camt('', { before: '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' })], ['balances that do not add up', camt(entry('25.01', ''))],
    ['payments that do not add up', camt(entry('25.00', part('10.00', '269021157996') + part('14.00', '269021157996')))], ['half of it', camt(entry('25.00', '')).slice(0, -20)], ['another message', '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>'],
    ['a tenth of a cent', camt(entry('25.001', ''))], ['two amounts', camt(entry('25.00</Amt><Amt Ccy="EUR">1.00', ''))], ['another currency', camt(entry('25.00', '').replace('Ccy="EUR"', 'Ccy="USD"'))],
  ])('with %s is refused whole', (_what, text) => expect(flawOf(text)).not.toBe('none'));
});
