import type { Finding } from '#services/kernel/connector.ts';

export interface NetworkMeaning { readonly kind: 'unavailable' | 'misconfigured'; readonly what: Finding['what']; readonly says: string }

const silent = (says: string): NetworkMeaning => ({ kind: 'unavailable', what: 'reachability', says });
const distrusted = (says: string): NetworkMeaning => ({ kind: 'misconfigured', what: 'certificate', says });
const unknownIssuer = distrusted('its certificate was signed by nobody that we trust: name the root that it leads to');

/** What Node.js says by code of a connection that did not come about or did not last. */
const meanings: ReadonlyMap<string, NetworkMeaning> = new Map([
  ['ETIMEDOUT', silent('no answer in time')], ['TimeoutError', silent('no answer in time')], ['ABORT_ERR', silent('no answer in time')],
  ['ECONNREFUSED', silent('nobody answers there')], ['EHOSTUNREACH', silent('there is no way to it')], ['ENETUNREACH', silent('there is no way to it')],
  ['ENOTFOUND', silent('this name is not known')], ['EAI_AGAIN', silent('no name server answers')],
  ['ECONNRESET', silent('the connection broke')], ['EPIPE', silent('the connection broke')], ['ECONNABORTED', silent('the connection broke')],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', unknownIssuer], ['SELF_SIGNED_CERT_IN_CHAIN', unknownIssuer], ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', unknownIssuer],
  ['UNABLE_TO_GET_ISSUER_CERT', unknownIssuer], ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', unknownIssuer],
  ['CERT_HAS_EXPIRED', distrusted('its certificate has expired')],
  ['CERT_NOT_YET_VALID', distrusted('its certificate is not valid yet')],
  ['ERR_TLS_CERT_ALTNAME_INVALID', distrusted('its certificate is for another name')],
]);

export const networkMeaning = (code: string): NetworkMeaning | undefined => meanings.get(code);
