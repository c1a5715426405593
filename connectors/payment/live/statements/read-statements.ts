import { readCamt } from './read-camt.ts';
import { readCoda } from './read-coda.ts';
import type { Statement, StatementFormat } from './statement.ts';

/** Which of the two a file of the bank is: XML begins with a bracket, CODA with a nought. */
export function formatOf(bytes: Uint8Array): StatementFormat {
  const start = bytes.findIndex((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte));
  return bytes[start] === 0x3c ? 'camt.053' : 'coda';
}

/** @throws Flaw */
export function readStatements(bytes: Uint8Array): { readonly format: StatementFormat; readonly statements: readonly Statement[] } {
  const format = formatOf(bytes);
  return { format, statements: format === 'coda' ? readCoda(bytes) : readCamt(bytes) };
}
