import type { AskName } from '#connectors/devices/wire/asks.ts';
import { pinTriesDeed, readCardDeed, runScriptDeed } from './card-deeds.ts';
import type { Deed } from './deed.ts';
import { changePinDeed, verifyPinDeed } from './pin-deeds.ts';
import { forgetVisitDeed, requestCodeDeed, requestFingerprintsDeed } from './request-deeds.ts';

/** All that an agent does when it is asked. */
export const deeds: { readonly [K in AskName]: Deed<K> } = {
  'read-card': readCardDeed, 'run-script': runScriptDeed, 'pin-tries': pinTriesDeed, 'verify-pin': verifyPinDeed, 'change-pin': changePinDeed,
  'request-fingerprints': requestFingerprintsDeed, 'request-code': requestCodeDeed, 'forget-visit': forgetVisitDeed,
};
