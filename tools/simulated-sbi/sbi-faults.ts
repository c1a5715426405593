/** What goes wrong with the next answer of a verb: once each, in the order they were asked for. */
export const faults = [
  'bad-signature', 'altered', 'unsigned', 'foreign-certificate', 'expired-certificate', 'other-device', 'other-transaction', 'other-finger', 'other-image', 'wrong-hash', 'replayed', 'one-missing', 'one-twice',
  'garbage', 'not-http', 'hang-up', 'oversized', 'silent', 'slow',
] as const;
export type SbiFault = (typeof faults)[number] | `code:${string}`;

export type FaultyVerb = 'MOSIPDISC' | 'MOSIPDINFO' | 'RCAPTURE';
