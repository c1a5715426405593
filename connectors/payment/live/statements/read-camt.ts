import { attributeOf, childNamed, childrenNamed, childText, isNamed, optionalChild, optionalText, textOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml, type Around } from '#services/wire-kit/read-xml.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import { daySchema } from '#services/belgium/day.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { free } from './read-communication.ts';
import { Flaw, largestStatements, nameLines, type RawLine, type Statement } from './statement.ts';

/** ISO 20022, 'BankToCustomerStatement': versions 02 to 13 have what is read here in the same places. */
const namespaces = Array.from({ length: 12 }, (_, at) => `urn:iso:std:iso:20022:tech:xsd:camt.053.001.${String(at + 2).padStart(2, '0')}`);

/** A bank says a payment in some fifty elements, and in 600 bytes at least. */
const limits = { elements: 3_000_000, bytes: largestStatements };

interface Entry { readonly booked: number; readonly lines: readonly RawLine[] }

/** @throws Flaw */
export function readCamt(bytes: Uint8Array): Statement[] {
  try {
    const statements: Statement[] = [];
    let entries: Entry[] = [];
    // Of each entry only what we have a use for is kept: a large file would else take thirty times its size.
    const document = readXml(bytes, limits, (element, around) => {
      if (isNamed(element, 'Ntry', namespaces) && standsIn(around, ['Document', 'BkToCstmrStmt', 'Stmt'])) {
        if (isBooked(element)) entries.push({ booked: moneyOf(element), lines: linesIn(element) });
        return true;
      }
      if (!isNamed(element, 'Stmt', namespaces) || !standsIn(around, ['Document', 'BkToCstmrStmt'])) return false;
      statements.push(readStatement(element, entries));
      entries = [];
      return true;
    });
    if (!isNamed(document, 'Document', namespaces)) throw new Flaw(0, 'a bank statement is expected (camt.053.001)');
    childNamed(document, 'BkToCstmrStmt', namespaces);
    if (statements.length === 0) throw new Flaw(0, 'the file holds no statement');
    return statements;
  } catch (error) {
    if (!isFailure(error)) throw error;
    throw new Flaw(0, [error.message, ...(error.data.issues ?? []).map(({ name, detail }) => `${name} ${detail}`)].join(' '));
  }
}

/** Whether these elements stand around it, the outermost first, and no others. */
function standsIn(around: readonly Around[], names: readonly string[]): boolean {
  return around.length === names.length && names.every((name, at) => around[at] !== undefined && isNamed(around[at].start, name, namespaces));
}

function readStatement(statement: XmlElement, entries: readonly Entry[]): Statement {
  const account = childText(childNamed(childNamed(statement, 'Acct', namespaces), 'Id', namespaces), 'IBAN', namespaces).trim();
  const balances = childrenNamed(statement, 'Bal', namespaces);
  const opening = balanceOf(balances, ['OPBD', 'PRCD']);
  const closing = balanceOf(balances, ['CLBD']);
  if (!opening || !closing) throw new Flaw(0, 'a statement has an opening and a closing balance');
  const booked = entries.reduce((total, entry) => total + entry.booked, 0);
  const [before, after] = [moneyOf(opening), moneyOf(closing)];
  if (before + booked !== after) throw new Flaw(0, 'the opening balance and the entries do not add up to the closing balance');
  const number = (optionalText(statement, 'ElctrncSeqNb', namespaces) ?? childText(statement, 'Id', namespaces)).trim().replaceAll(/[^\w-]+/g, '-');
  const day = dayIn(closing, 'Dt');
  return { account, day, number, before, after, lines: nameLines({ account, day, number }, entries.flatMap(({ lines }) => lines)) };
}

/** The payments in an entry where it says them with their amounts, else the entry itself. */
function linesIn(entry: XmlElement): RawLine[] {
  const amount = moneyOf(entry);
  const valueDate = dayIn(optionalChild(entry, 'ValDt', namespaces) ? entry : asValue(entry), 'ValDt');
  const ownReference = optionalText(entry, 'AcctSvcrRef', namespaces) ?? optionalText(entry, 'NtryRef', namespaces) ?? '';
  const transactions = childrenNamed(entry, 'NtryDtls', namespaces).flatMap((details) => childrenNamed(details, 'TxDtls', namespaces));
  const whole = { reference: shortened(ownReference), amount, valueDate };
  const [only] = transactions;
  if (!only) return [{ ...whole, ...free('') }];
  if (transactions.length === 1) return [{ ...whole, ...communicationOf(only) }];
  const parts = transactions.map((transaction, at) => {
    const references = optionalChild(transaction, 'Refs', namespaces);
    const reference = references && (optionalText(references, 'AcctSvcrRef', namespaces) ?? optionalText(references, 'TxId', namespaces));
    return { reference: shortened(reference ?? `${ownReference}/${at + 1}`), amount: partOf(transaction, amount), valueDate, ...communicationOf(transaction) };
  });
  if (parts.reduce((total, part) => total + part.amount, 0) !== amount) throw new Flaw(0, 'the payments in an entry do not add up to it');
  return parts;
}

/** An entry without a value date has the day of its booking. */
function asValue(entry: XmlElement): XmlElement {
  const booking = childNamed(entry, 'BookgDt', namespaces);
  return { ...entry, children: [{ ...booking, name: { ...booking.name, local: 'ValDt' } }] };
}

function partOf(transaction: XmlElement, whole: number): number {
  const details = optionalChild(transaction, 'AmtDtls', namespaces);
  const inDetails = details && (optionalChild(details, 'TxAmt', namespaces) ?? optionalChild(details, 'InstdAmt', namespaces));
  const place = optionalChild(transaction, 'Amt', namespaces) ? transaction : inDetails;
  if (!place) throw new Flaw(0, 'each payment in an entry has its amount');
  const cents = centsOf(place);
  const sign = optionalText(transaction, 'CdtDbtInd', namespaces)?.trim();
  return (sign === undefined ? whole < 0 : sign === 'DBIT') ? 0 - cents : cents;
}

function communicationOf(transaction: XmlElement): Pick<RawLine, 'communication' | 'kind'> {
  const information = optionalChild(transaction, 'RmtInf', namespaces);
  if (!information) return free('');
  const references = childrenNamed(information, 'Strd', namespaces).flatMap((one) => {
    const creditor = optionalChild(one, 'CdtrRefInf', namespaces);
    return creditor ? [optionalText(creditor, 'Ref', namespaces) ?? ''] : [];
  }).filter((text) => text.trim() !== '');
  if (references.length === 1) {
    const [reference = ''] = references;
    return /^\d{12}$/.test(reference.trim()) ? { ...free(reference), ...(free(reference).kind === 'free' && { kind: 'wrong-check-digits' as const }) } : free(reference);
  }
  return free(childrenNamed(information, 'Ustrd', namespaces).map(textOf).join(''));
}

function isBooked(entry: XmlElement): boolean {
  const status = childNamed(entry, 'Sts', namespaces);
  return (optionalText(status, 'Cd', namespaces) ?? textOf(status)).trim() === 'BOOK';
}

function balanceOf(balances: readonly XmlElement[], codes: readonly string[]): XmlElement | undefined {
  const found = balances.filter((balance) => codes.includes(childText(childNamed(childNamed(balance, 'Tp', namespaces), 'CdOrPrtry', namespaces), 'Cd', namespaces).trim()));
  // Intermediate balances of a statement in pages have a subtype: the first opening and the last closing one count.
  return codes.includes('CLBD') ? found.at(-1) : found[0];
}

/** Cents with the sign of who gained. */
function moneyOf(place: XmlElement): number {
  const sign = childText(place, 'CdtDbtInd', namespaces).trim();
  if (sign !== 'CRDT' && sign !== 'DBIT') throw new Flaw(0, 'an amount is CRDT or DBIT');
  const cents = centsOf(place);
  return sign === 'DBIT' ? 0 - cents : cents;
}

function centsOf(place: XmlElement): number {
  const amount = childNamed(place, 'Amt', namespaces);
  if (attributeOf(amount, 'Ccy') !== 'EUR') throw new Flaw(0, 'an amount in euros is expected');
  const [, euros, decimals = ''] = /^(\d{1,13})(?:\.(\d{1,5}))?$/.exec(textOf(amount).trim()) ?? [];
  if (euros === undefined || !/^\d{0,2}0*$/.test(decimals)) throw new Flaw(0, 'an amount has whole cents');
  return Number(euros) * 100 + Number(decimals.padEnd(2, '0').slice(0, 2));
}

function dayIn(parent: XmlElement, name: string): string {
  const place = childNamed(parent, name, namespaces);
  const text = optionalText(place, 'Dt', namespaces) ?? childText(place, 'DtTm', namespaces);
  const day = daySchema.safeParse(text.trim().slice(0, 10)).data;
  if (day === undefined) throw new Flaw(0, 'this is no day');
  return day;
}

const shortened = (reference: string): string => reference.trim().replaceAll(/\s+/g, ' ').slice(0, 35);
