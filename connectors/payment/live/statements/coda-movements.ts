import { dayAt, digitsAt, moneyAt, type CodaRecord } from './coda-records.ts';
import { free, structured } from './read-communication.ts';
import { Flaw, type RawLine } from './statement.ts';

/** What was booked as one amount, and the payments of which it is made. */
export interface MovementGroup { readonly amount: number; readonly lines: readonly RawLine[] }

interface Movement extends RawLine { readonly at: number; readonly sequence: number; readonly detail: number; readonly type: string }

/**
 * Amounts that the customer (1) or the bank (2) has put together are followed by the payments in them (5; 6 and 7): those are what was paid, and the sum is
 * what was booked. Details of costs (8, 9) belong to one payment and are no money of their own. Source: CODA, 'transaction codes', first digit.
 */
const partsOf: Readonly<Record<string, readonly string[]>> = { 1: ['5'], 2: ['6', '7'] };

/** The movements before record 8. Only amounts with detail number 0000 were booked. @throws Flaw */
export function groupsIn(records: readonly CodaRecord[]): MovementGroup[] {
  const groups: { main: Movement; details: Movement[] }[] = [];
  for (const movement of movementsIn(records)) {
    const group = groups.at(-1);
    if (movement.detail === 0) {
      if (movement.sequence <= (group?.main.sequence ?? 0)) throw new Flaw(movement.at, 'the number of each movement is higher than the one before');
      groups.push({ main: movement, details: [] });
    } else {
      if (group?.main.sequence !== movement.sequence || movement.detail <= (group.details.at(-1)?.detail ?? 0)) throw new Flaw(movement.at, 'a detail follows its own movement, in order');
      group.details.push(movement);
    }
  }
  return groups.map(({ main, details }) => {
    const parts = details.filter(({ type }) => partsOf[main.type]?.includes(type));
    if (parts.length > 0 && parts.reduce((total, { amount }) => total + amount, 0) !== main.amount) throw new Flaw(main.at, 'the payments in this movement do not add up to it');
    return { amount: main.amount, lines: parts.length > 0 ? parts : [main] };
  });
}

function* movementsIn(records: readonly CodaRecord[]): Generator<Movement> {
  let open: CodaRecord[] = [];
  for (const record of records) {
    if (record.kind === '21') {
      if (open.length > 0) yield movementOf(open);
      open = [record];
    } else if (record.kind !== '4') {
      const [first] = open;
      if (!first) throw new Flaw(record.line, 'a movement begins with record 2.1');
      if (record.kind.startsWith('2')) {
        if (record.at(3, 8) !== first.at(3, 8)) throw new Flaw(record.line, 'this record belongs to another movement');
        open.push(record);
      }
    }
  }
  if (open.length > 0) yield movementOf(open);
}

function movementOf(records: readonly CodaRecord[]): Movement {
  const [first, ...more] = records;
  if (!first) throw new Flaw(0, 'a movement begins with record 2.1');
  if (records.some(({ kind }, at) => kind <= (records[at - 1]?.kind ?? ''))) throw new Flaw(first.line, 'records 2.1, 2.2 and 2.3 of a movement stand in order, each once');
  const announced = records.map((record) => record.at(126, 1) === '1');
  if (announced.some((goesOn, at) => goesOn !== (at < records.length - 1))) throw new Flaw(first.line, 'what the next code of a movement announces follows, and nothing else');

  const detail = Number(digitsAt(first, 7, 4, 'detail number'));
  const amount = moneyAt(first, 32, 33, 'amount');
  digitsAt(first, 54, 8, 'transaction code');
  const reference = first.at(11, 21).trim().replaceAll(/\s+/g, ' ');
  const said = [first.at(63, 53), ...more.map((record) => (record.kind === '22' ? record.at(11, 53) : record.at(83, 43)))].join('');
  return {
    at: first.line, sequence: Number(digitsAt(first, 3, 4, 'number of the movement')), detail, type: first.at(54, 1),
    reference: detail === 0 ? reference : `${reference}/${first.at(7, 4)}`, amount, valueDate: dayAt(first, 48, 'value date'), ...communicationOf(first, said),
  };
}

function communicationOf(first: CodaRecord, said: string) {
  const kind = first.at(62, 1);
  if (kind !== '0' && kind !== '1') throw new Flaw(first.line, 'the kind of a communication is 0 or 1');
  // 101 and 102: the structured communication of a transfer. Others (direct debits, cards, references of other countries) are not ours.
  const [, digits] = kind === '1' ? /^10[12](\d{12})/.exec(said) ?? [] : [];
  if (kind === '1' && /^10[12]/.test(said) && digits === undefined) throw new Flaw(first.line, 'a structured communication has twelve digits');
  return digits === undefined ? free(said) : structured(digits);
}
