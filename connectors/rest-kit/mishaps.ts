/** What can come back instead of an answer or a refusal of the contract. */
export const mishaps = [
  /** No connection, or no TLS: nothing left this machine. */
  'not-sent',
  /** Our key or certificate cannot be used: nothing left this machine. */
  'unusable-key',
  /** Out of time, a broken connection, a gateway that got no answer, a server that broke. */
  'lost',
  /** It says that it did not take the request in. */
  'busy',
  /** It says that it does not know us. */
  'not-let-in',
  /** It says that the request does not keep to its contract, and that it did nothing. */
  'not-taken',
  /** No JSON, too large, another shape, a redirection, a status or a problem that is not in the contract. */
  'not-understood',
] as const;
export type Mishap = (typeof mishaps)[number];

type SaidByStatus = Extract<Mishap, 'lost' | 'busy' | 'not-let-in'>;
const byStatus: ReadonlyMap<number, SaidByStatus> = new Map([
  [401, 'not-let-in'], [403, 'not-let-in'], [408, 'lost'], [429, 'busy'], [502, 'lost'], [503, 'busy'], [504, 'lost'],
]);

/** What a status says whatever came with it, for it may be a proxy's; nothing where the message has to speak. */
export const saidByStatus = (status: number): SaidByStatus | undefined => byStatus.get(status);

/**
 * What a status says by itself, whoever said it. A bare 503 may be a proxy's, which lost the answer of who did take the request in: where what was asked may not
 * be asked twice, nothing is known then. A 429 is said by who counts requests, before it passes them on.
 * @param once it is a write without a key
 */
export const mishapOfStatus = (status: number, once = false): Mishap => (once && status === 503 ? 'lost' : saidByStatus(status) ?? (status >= 500 ? 'lost' : 'not-understood'));

export const belgifProblem = 'urn:problem-type:belgif:';

/** The problem types that all services in Belgium share. Source: Belgif REST guide, 'Problem types'. */
const byBelgifProblem: ReadonlyMap<string, Mishap> = new Map([
  ...['badRequest', 'payloadTooLarge', 'resourceNotFound'].map((name): [string, Mishap] => [name, 'not-taken']),
  ...['noAccessToken', 'invalidAccessToken', 'expiredAccessToken', 'missingScope', 'missingPermission'].map((name): [string, Mishap] => [name, 'not-let-in']),
  ...['tooManyRequests', 'tooManyFailedRequests', 'serviceUnavailable'].map((name): [string, Mishap] => [name, 'busy']),
  ...['internalServerError', 'badGateway'].map((name): [string, Mishap] => [name, 'lost']),
]);

export const mishapOfProblem = (type: string): Mishap | undefined => (type.startsWith(belgifProblem) ? byBelgifProblem.get(type.slice(belgifProblem.length)) : undefined);
