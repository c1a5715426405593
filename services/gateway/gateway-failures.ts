import { failures } from '#services/kernel/failure.ts';

/** What the border refuses by itself, before any action is called. */
export const gatewayFailures = failures('gateway', {
  'token-missing': { status: 401, retry: 'never', title: 'A bearer token is needed.' },
  'no-such-resource': { status: 404, retry: 'never', title: 'There is nothing at this address.' },
  'wrong-method': { status: 405, retry: 'never', title: 'This address does not take this method.' },
  'bad-input': { status: 400, retry: 'never', title: 'The input is not what this operation takes.' },
  'bad-header': { status: 400, retry: 'never', title: 'A header of the request cannot be used.' },
  'malformed-json': { status: 400, retry: 'never', title: 'The body is not well-formed JSON in UTF-8.' },
  'too-large': { status: 413, retry: 'never', title: 'The body is larger than is taken here.' },
  'not-json': { status: 415, retry: 'never', title: 'The body must be application/json in UTF-8.' },
  'not-a-form': { status: 415, retry: 'never', title: 'A form is sent as application/x-www-form-urlencoded.' },
  'compressed': { status: 415, retry: 'never', title: 'Compressed bodies are not taken here.' },
  'other-municipality': { status: 403, retry: 'never', title: 'This credential is of another municipality.' },
  'no-such-action': { status: 404, retry: 'never', title: 'There is no such action.' },
  busy: { status: 503, retry: 'safe', title: 'Too much is asked at once.' },
  'too-often': { status: 429, retry: 'safe', title: 'Too many requests came from this address; wait a moment.' },
  'broken-off': { status: 400, retry: 'safe', title: 'The request ended before its body was complete.' },
});
