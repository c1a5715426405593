import type { ComplaintState } from './complaints.contract.ts';
import { complaintsFailures } from './complaints.failures.ts';
import type { Complaint } from './complaints.store.ts';
import type { Rules } from './keep-complaint.ts';

export type Deed = 'takeUp' | 'answer' | 'close';

/** From which states something may be done; whatever has ended may only be judged anew. */
const from: { readonly [D in Deed]: readonly ComplaintState[] } = { takeUp: ['received'], answer: ['received', 'taken-up'], close: ['received', 'taken-up'] };
/** Where the CRM answers, a complaint is closed here at most: when it will never say so itself. */
const onlyHere: readonly Deed[] = ['takeUp', 'answer'];

/** @throws complaints.answered-in-crm, complaints.taken-up-already, complaints.ended */
export function demand(deed: Deed, { state }: Pick<Complaint, 'state'>, { answeredBy }: Pick<Rules, 'answeredBy'>): void {
  if (answeredBy === 'crm' && onlyHere.includes(deed)) throw complaintsFailures['answered-in-crm']();
  if (from[deed].includes(state)) return;
  throw state === 'taken-up' ? complaintsFailures['taken-up-already']() : complaintsFailures.ended();
}

export function mayOf(complaint: Pick<Complaint, 'state'>, rules: Pick<Rules, 'answeredBy'>) {
  const may = (deed: Deed) => from[deed].includes(complaint.state) && !(rules.answeredBy === 'crm' && onlyHere.includes(deed));
  return { judge: true, takeUp: may('takeUp'), answer: may('answer'), close: may('close') };
}
