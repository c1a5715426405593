import { prefixed } from '#services/wire-kit/write-xml.ts';

/** One namespace for all municipalities: what an action takes and answers is the same everywhere. Within a version changes are additive. */
export const actionsNamespace = 'urn:eid-aan-huis:back-office:v1';
export const soap12Namespace = 'http://www.w3.org/2003/05/soap-envelope';
export const xsiNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

export const eid = prefixed('eid', actionsNamespace);
export const xsi = prefixed('xsi', xsiNamespace);

/** SOAP headers that are understood here. */
export const idempotencyKeyHeader = { namespace: actionsNamespace, local: 'IdempotencyKey' } as const;
export const traceIdHeader = { namespace: actionsNamespace, local: 'TraceId' } as const;
export const problemName = 'Problem';
export const headersName = 'Headers';

/** `bpost-delivery.show` is `BpostDeliveryShow`: dots and hyphens are no part of a name in most languages. */
export function soapNameOf(action: string): string {
  return action.split(/[.-]/).map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join('');
}

export function soapActionOf(name: string): string {
  return `${actionsNamespace}#${name}`;
}
