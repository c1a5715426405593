import { readCamt } from './read-camt.ts';
import { readCoda } from './read-coda.ts';
import type { Statement, StatementFormat } from './statement.ts';

/** A file of the bank, whichever of the two it is: XML begins with a bracket, CODA with a nought. @throws Flaw */
export function readStatements(bytes: Uint8Array): { readonly format: StatementFormat; readonly statements: readonly Statement[] } {
  const start = bytes.findIndex((byte) => ![0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(byte));
  return bytes[start] === 0x3c ? { format: 'camt.053', statements: readCamt(bytes) } : { format: 'coda', statements: readCoda(bytes) };
}
