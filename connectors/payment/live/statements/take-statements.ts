import { createHash } from 'node:crypto';
import { provesPassword } from '#connectors/rest-kit/basic-password.ts';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { failures, isFailure } from '#services/kernel/failure.ts';
import type { WayIn, WireAnswer, WireHandler, WireHead } from '#services/kernel/wire.ts';
import type { PaymentSettings, StatementsSettings } from '../payment-settings.ts';
import { formatOf, readStatements } from './read-statements.ts';
import { Flaw, largestStatements, type Statement, type StatementFormat, type StatementLine } from './statement.ts';

export const statementFailures = failures('bank-statement', {
  'not-proven': { status: 401, retry: 'never', title: 'Who brings statements is asked for a user name and a password.' },
  flawed: { status: 422, retry: 'never', title: 'This file is no sound bank statement: nothing of it was taken in.' },
  'other-format': { status: 422, retry: 'never', title: 'The statements of this account come in another format: nothing of this file was taken in.' },
  'not-our-account': { status: 422, retry: 'never', title: 'No statement in this file is about the account of this municipality: nothing of it was taken in.' },
  'not-whole': { status: 409, retry: 'never', title: 'These lines say something else than lines that were taken in under the same references before; they wait for a person. All others were taken in.' },
});

/** What a file says and what of it was handed on. Free communications are left out: citizens type what they like. */
export interface StatementReport {
  readonly format: StatementFormat;
  readonly statements: readonly { readonly day: string; readonly number: string; readonly before: number; readonly after: number; readonly lines: number }[];
  /** Money that came in, as it is handed on. */
  readonly credits: readonly { readonly bankReference: string; readonly amount: number; readonly valueDate: string; readonly communication: string | null; readonly problem: 'wrong-check-digits' | 'no-structured-communication' | null }[];
  readonly debits: { readonly lines: number; readonly amount: number };
  /** Statements of other accounts in the same file: they are left alone. */
  readonly elsewhere: number;
  readonly takenIn: boolean;
}

type Env = Pick<InboundEnv<unknown>, 'secret' | 'deliver'> & { readonly config: StatementsSettings; readonly account: PaymentSettings['account'] };

/**
 * `…/statements`: a CODA or camt.053 file, of which the municipality agreed on one. The same movement has no name in common in both, and one that was recognised by
 * day, amount and communication could be a second payment that is really there: so the other format is refused, and no money is doubled or lost. It is read whole before a line of it counts; `?dry-run` only says what stands in it. A file that comes again is taken
 * in once.
 */
export function takeStatements({ config, account, secret, deliver }: Env): WayIn {
  const isProven = (headers: WireHead['headers']) => provesPassword({ user: config.user, password: secret(config.password) }, headers['authorization']);
  const take: WireHandler = async ({ headers, query, body }) => {
    if (!isProven(headers)) throw statementFailures['not-proven']();
    demandFormat(config.format, formatOf(body));
    const { format, statements } = readOrRefuse(body);
    const ours = statements.filter((statement) => statement.account === account.iban);
    if (ours.length === 0) throw statementFailures['not-our-account']();
    const credits = ours.flatMap(({ lines }) => lines).filter(({ amount }) => amount > 0);
    const takenIn = !query.has('dry-run');
    if (takenIn) await handOver(credits, deliver);
    return report({ ...said(format, ours, statements.length - ours.length), takenIn });
  };
  return Object.assign(take, { limitBytes: ({ headers }: WireHead) => (unlessItFails(() => isProven(headers)) ? largestStatements : undefined) });
}

/** A password that cannot be read now proves nobody; why is said where the message itself is taken in. */
function unlessItFails(prove: () => boolean): boolean {
  try {
    return prove();
  } catch (error) {
    if (!isFailure(error)) throw error;
    return false;
  }
}

/** A line that the house refuses stands in the way of no other: it is kept there, and money of the others would wait for ever. */
async function handOver(credits: readonly StatementLine[], deliver: Env['deliver']): Promise<void> {
  const refused: string[] = [];
  for (const { bankReference, amount, communication, valueDate } of credits) {
    try {
      await deliver('credited', createHash('sha256').update(bankReference).digest('hex'), { bankReference, amount, communication, valueDate });
    } catch (error) {
      if (!isFailure(error) || error.data.retry !== 'never') throw error;
      refused.push(bankReference);
    }
  }
  if (refused.length > 0) throw statementFailures['not-whole']({ issues: refused.map((name) => ({ in: 'body', name, detail: 'was refused' })) });
}

function demandFormat(agreed: StatementFormat, came: StatementFormat): void {
  if (came !== agreed) throw statementFailures['other-format']({ issues: [{ in: 'body', name: 'file', detail: `${names[agreed]} was agreed on, and this is ${names[came]}` }] });
}
const names = { coda: 'CODA', 'camt.053': 'camt.053' } as const;

function readOrRefuse(body: Uint8Array): ReturnType<typeof readStatements> {
  try {
    return readStatements(body);
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    throw statementFailures.flawed({ issues: [{ in: 'body', name: error.line === 0 ? 'file' : `line ${error.line}`, detail: error.message }] });
  }
}

function said(format: StatementFormat, ours: readonly Statement[], elsewhere: number): Omit<StatementReport, 'takenIn'> {
  const lines = ours.flatMap((statement) => statement.lines);
  const debits = lines.filter(({ amount }) => amount < 0);
  return {
    format, elsewhere, statements: ours.map(({ day, number, before, after, lines: all }) => ({ day, number, before, after, lines: all.length })),
    credits: lines.filter(({ amount }) => amount > 0).map((line) => ({
      bankReference: line.bankReference, amount: line.amount, valueDate: line.valueDate, communication: line.kind === 'structured' ? line.communication : null, problem: problemOf(line),
    })),
    debits: { lines: debits.length, amount: debits.reduce((total, { amount }) => total - amount, 0) },
  };
}

function problemOf({ kind }: StatementLine): StatementReport['credits'][number]['problem'] {
  return kind === 'structured' ? null : kind === 'free' ? 'no-structured-communication' : kind;
}

const report = (said: StatementReport): WireAnswer => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(said) });
