import type { RegisterTrouble } from './register-trouble.ts';

export interface ExceptionMeaning { readonly kind: RegisterTrouble['kind'] | 'no-data'; readonly what: RegisterTrouble['what']; readonly says: string }

const passing = (says: string): ExceptionMeaning => ({ kind: 'unavailable', what: 'reachability', says: `${says}; it passes by itself` });
const setUp = (says: string): ExceptionMeaning => ({ kind: 'misconfigured', what: 'rights', says });
const refused = (says: string): ExceptionMeaning => ({ kind: 'refused', what: 'reachability', says });

/** What MAGDA says inside an answer with status 200, by number. Codes and texts were seen in published answers of its services. */
const exceptions: ReadonlyMap<string, ExceptionMeaning> = new Map([
  ['30001', { kind: 'no-data', what: 'reachability', says: 'no data' }],
  ['99994', passing('an unexpected error at the source')],
  ['99995', passing('MAGDA or the source is not available')],
  ['99996', passing('too many questions at once')],
  ['99997', passing('the source gave what MAGDA cannot read')],
  ['60006', passing('the source did not answer')],
  ['60007', passing('the source is not available')],
  ['20002', refused('the number has not the shape of a national number')],
  ['30002', refused('the national number was cancelled')],
  ['30003', refused('the national number does not exist')],
  ['40006', setUp('we are not authorised for this service: compare identification and capacity with the agreement')],
  ['60011', setUp('our access to the source is not set up at MAGDA: ask Digitaal Vlaanderen')],
  ['60013', setUp('MAGDA may not reach the source for us: ask Digitaal Vlaanderen')],
]);

export const meaningOf = (code: string): ExceptionMeaning => exceptions.get(code) ?? refused(`exception ${/^\d{1,10}$/.test(code) ? code : 'without a number'}, which we do not know`);
