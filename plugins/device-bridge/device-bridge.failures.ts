import { failures } from '#services/kernel/failure.ts';

export const deviceBridgeFailures = failures('device-bridge', {
  'not-yourself': { status: 403, retry: 'never', title: 'A visit session is opened for the person who asks, and by bpost\'s systems for their own employees.' },
  'unknown-visit': { status: 404, retry: 'never', title: 'There is no such visit session here.' },
  'not-your-visit': { status: 403, retry: 'never', title: 'This visit session was opened by someone else.' },
  'visit-ended': { status: 409, retry: 'never', title: 'This visit session has ended; open a new one.' },
  'device-in-use': { status: 409, retry: 'never', title: 'This device is in use for another visit.' },
  'dossier-in-use': { status: 409, retry: 'never', title: 'Someone else has a visit session open for this dossier.' },
  'unknown-device': { status: 409, retry: 'never', title: 'No such device is known here.' },
  'device-not-for-this': { status: 409, retry: 'never', title: 'This device is not meant for this kind of visit: fingerprints are never taken on the device of a bpost employee.' },
  'authorisation-ended': { status: 403, retry: 'never', title: 'BiZa\'s authorisation of the municipality, of you or of the device ended during this visit: nothing more may be done in it.' },
  'other-card': { status: 409, retry: 'never', title: 'The card in the reader is not a card of this dossier.' },
  'wrong-card': { status: 409, retry: 'never', title: 'Another card is in the reader than the one that this is meant for: nothing was done with it.' },
  'no-new-card': { status: 409, retry: 'never', title: 'This visit session was opened without the number of a new card.' },
  outdated: { status: 409, retry: 'never', title: 'The program on this device is too old to look which card is in the reader: nothing was done with it.' },
  'pin-not-asked': { status: 502, retry: 'never', title: 'The device could not ask for the PIN.' },
  'wrong-purpose': { status: 409, retry: 'never', title: 'Fingerprints belong to the first visit, code and activation to the delivery.' },
  'bad-fingers': { status: 422, retry: 'never', title: 'Each finger is named once, and none that is excepted is asked.' },
  'still-waiting': { status: 409, retry: 'safe', title: 'The device has not answered the last request yet.' },
  'script-failed': { status: 502, retry: 'never', title: 'The device could not run the script on the card.' },
});
