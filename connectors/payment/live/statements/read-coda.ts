import { accountAt, dayAt, digitsAt, moneyAt, recordsIn, type CodaRecord } from './coda-records.ts';
import { groupsIn } from './coda-movements.ts';
import { Flaw, nameLines, type Statement } from './statement.ts';

/** Every statement of a file, or the first thing that is wrong with it: of a file that does not add up nothing is believed. @throws Flaw */
export function readCoda(bytes: Uint8Array): Statement[] {
  const records = recordsIn(bytes);
  if (records.length === 0) throw new Flaw(0, 'the file is empty');
  const statements: Statement[] = [];
  let rest: readonly CodaRecord[] = records;
  while (rest.length > 0) {
    const end = rest.findIndex(({ kind }) => kind === '9');
    if (end === -1) throw new Flaw(records.length, 'the file ends before its record 9');
    const isLast = end === rest.length - 1;
    statements.push(readStatement(rest.slice(0, end + 1), isLast));
    rest = rest.slice(end + 1);
  }
  return statements;
}

function readStatement(records: readonly CodaRecord[], isLast: boolean): Statement {
  const [header, opening, ...others] = records;
  const trailer = others.at(-1);
  if (header?.kind !== '0') throw new Flaw(header?.line ?? 0, 'a statement begins with record 0');
  if (opening?.kind !== '1' || trailer === undefined) throw new Flaw(header.line + 1, 'record 1 follows record 0');
  if (header.at(2, 4) !== '0000' || header.at(128, 1) !== '2') throw new Flaw(header.line, 'version 2 of the standard is expected');
  const inside = others.slice(0, -1);
  const closingAt = inside.findIndex(({ kind }) => kind === '8');
  const closing = inside[closingAt];
  if (!closing) throw new Flaw(trailer.line, 'record 8 is missing');
  const wrong = inside.find(({ kind }, at) => (at < closingAt ? !/^[23]/.test(kind) && kind !== '4' : at > closingAt && kind !== '4'));
  if (wrong) throw new Flaw(wrong.line, 'this record stands in the wrong place');

  const account = accountAt(opening, opening.at(2, 1), 6);
  const [sequence, closed] = [digitsAt(opening, 3, 3, 'number of the statement'), digitsAt(closing, 2, 3, 'number of the statement')];
  if (sequence !== closed || closing.at(5, 37) !== opening.at(6, 37)) throw new Flaw(closing.line, 'records 1 and 8 are about the same statement of the same account');
  const [before, after] = [moneyAt(opening, 43, 44, 'old balance'), moneyAt(closing, 42, 43, 'new balance')];
  dayAt(opening, 59, 'day of the old balance');
  const day = dayAt(closing, 58, 'day of the new balance');

  const groups = groupsIn(inside.slice(0, closingAt));
  const totals = groups.map(({ amount }) => amount);
  const [credit, debit] = [sum(totals.filter((amount) => amount > 0)), 0 - sum(totals.filter((amount) => amount < 0))];
  if (Number(digitsAt(trailer, 17, 6, 'number of records')) !== records.length - 2) throw new Flaw(trailer.line, 'the number of records is another');
  if (moneyAt(trailer, undefined, 23, 'debits') !== debit || moneyAt(trailer, undefined, 38, 'credits') !== credit) throw new Flaw(trailer.line, 'the movements do not add up to their totals');
  if (before + credit - debit !== after) throw new Flaw(closing.line, 'the old balance and the movements do not add up to the new balance');
  if (trailer.at(128, 1) !== (isLast ? '2' : '1')) throw new Flaw(trailer.line, isLast ? 'another statement was to follow' : 'nothing was to follow');

  const number = `${sequence}-${digitsAt(opening, 126, 3, 'number of the file')}`;
  return { account, day, number, before, after, lines: nameLines({ account, day, number }, groups.flatMap(({ lines }) => lines)) };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
