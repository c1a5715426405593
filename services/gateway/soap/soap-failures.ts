import { failures } from '#services/kernel/failure.ts';

/** What the SOAP front refuses by itself, before any action is called. */
export const soapFailures = failures('soap', {
  'wrong-version': { status: 400, retry: 'never', title: 'SOAP 1.1 is spoken here: an envelope of http://schemas.xmlsoap.org/soap/envelope/, sent as text/xml.' },
  'not-xml': { status: 415, retry: 'never', title: 'The message must be text/xml in UTF-8, without attachments.' },
  'unknown-operation': { status: 404, retry: 'never', title: 'This municipality publishes no operation of this name.' },
  'other-action': { status: 400, retry: 'never', title: 'The SOAPAction is that of another operation than the one in the Body.' },
  'other-municipality': { status: 403, retry: 'never', title: 'This credential belongs to another municipality than the one at this address.' },
  'two-credentials': { status: 400, retry: 'never', title: 'A message has one credential: a bearer token or a signature.' },
  'system-unknown': { status: 401, retry: 'never', title: 'The certificate of this message belongs to no system of this municipality.' },
  'trust-unreadable': { status: 503, retry: 'safe', title: 'The certificates by which signatures are judged cannot be read here at the moment.' },
});
