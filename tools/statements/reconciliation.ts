import { z } from 'zod';

/** What the connector says of a file. */
export const statementReport = z.object({
  format: z.enum(['coda', 'camt.053']), elsewhere: z.int(), takenIn: z.boolean(),
  statements: z.array(z.object({ day: z.string(), number: z.string(), before: z.int(), after: z.int(), lines: z.int() })),
  credits: z.array(z.object({ bankReference: z.string(), amount: z.int(), valueDate: z.string(), communication: z.string().nullable(), problem: z.enum(['wrong-check-digits', 'no-structured-communication']).nullable() })),
  debits: z.object({ lines: z.int(), amount: z.int() }),
});
type Report = z.output<typeof statementReport>;

export const verdicts = z.object({ verdicts: z.array(z.object({ bankReference: z.string(), takenInBefore: z.boolean(), problem: z.enum(['unknown-communication', 'wrong-amount', 'already-paid']).nullable() })) });
type Verdict = z.output<typeof verdicts>['verdicts'][number];

export interface Reconciliation extends Omit<Report, 'credits'> {
  readonly credits: readonly (Omit<Report['credits'][number], 'problem'> & { readonly takenInBefore: boolean; readonly problem: Verdict['problem'] | Report['credits'][number]['problem'] })[];
}

/** The file beside the payments: what each line pays, or why it pays nothing. What is wrong with the communication itself says more than that nobody knows it. */
export function reconcile({ credits, ...report }: Report, judged: readonly Verdict[]): Reconciliation {
  const byReference = new Map(judged.map((verdict) => [verdict.bankReference, verdict]));
  return {
    ...report,
    credits: credits.map((line) => {
      const { takenInBefore = false, problem = null } = byReference.get(line.bankReference) ?? {};
      return { ...line, takenInBefore, problem: problem === 'unknown-communication' ? line.problem ?? problem : problem };
    }),
  };
}

const words = {
  'unknown-communication': 'no payment has this communication', 'wrong-amount': 'the payment is of another amount', 'already-paid': 'paid already', 'wrong-check-digits': 'the check digits of the communication are wrong',
  'no-structured-communication': 'no structured communication',
} as const;

/** For the treasurer: one line each, and what it comes to. Free communications are not repeated. */
export function writeReconciliation({ format, statements, credits, debits, elsewhere, takenIn }: Reconciliation): string {
  const matched = credits.filter(({ problem }) => problem === null);
  return [
    ...statements.map(({ day, number, before, after, lines }) => `${format} of ${day}, number ${number}: ${euros(before)} before, ${euros(after)} after, ${counted(lines, 'line')}`),
    ...credits.map(({ bankReference, amount, communication, takenInBefore, problem }) => `  ${problem === null ? 'pays   ' : 'PAYS NOT'} ${euros(amount).padStart(12)}  ${communication ?? '(free text)'}  ${bankReference}${problem === null ? '' : `: ${words[problem]}`}${takenInBefore ? ' (taken in before)' : ''}`),
    `${counted(matched.length, 'line')} of ${euros(matched.reduce((sum, { amount }) => sum + amount, 0))} paid something, ${counted(credits.length - matched.length, 'line')} nothing; ${counted(debits.lines, 'debit')} of ${euros(debits.amount)}`,
    ...(elsewhere > 0 ? [`${counted(elsewhere, 'statement')} of other accounts left alone`] : []),
    takenIn ? 'Taken in.' : 'Nothing was taken in (--dry-run).',
  ].join('\n');
}

const euros = (cents: number): string => `${(cents / 100).toFixed(2)} EUR`;
const counted = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
