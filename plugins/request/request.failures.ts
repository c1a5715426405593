import { failures } from '#services/kernel/failure.ts';

export const requestFailures = failures('request', {
  'login-refused': { status: 401, retry: 'never', title: 'This login has expired or was used already; start again.' },
  'unknown-citizen': { status: 404, retry: 'never', title: 'The municipality does not know a citizen with this national number.' },
  'no-card': { status: 409, retry: 'never', title: 'This citizen holds no eID that can be renewed.' },
  'counter-only': { status: 409, retry: 'never', title: 'This document is renewed at the counter, not at home.' },
  'already-served': { status: 409, retry: 'never', title: 'This eID was renewed already.' },
  'not-recognised': { status: 422, retry: 'never', title: 'The disability register holds no current recognition; choose another ground.' },
  'contact-changed': { status: 409, retry: 'never', title: 'What is known about reaching you changed meanwhile: look at the overview again.' },
  'method-missing': { status: 422, retry: 'never', title: 'There is a fee: choose how to pay it.' },
  'method-not-offered': { status: 422, retry: 'never', title: 'This way of paying is not offered here.' },
  'nothing-to-pay': { status: 422, retry: 'never', title: 'Nothing is left to pay: ask without a way of paying.' },
  'return-url-missing': { status: 422, retry: 'never', title: 'An online payment needs an address to come back to.' },
  'too-late-to-change': { status: 409, retry: 'never', title: 'It is too late to change this visit; please telephone.' },
  'no-visit-to-move': { status: 409, retry: 'never', title: 'There is no visit of this kind to move.' },
});
