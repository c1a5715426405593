import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import { devices, deviceRight, deviceStep, requestStart } from '#connectors/devices/devices.port.ts';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const dossier = z.uuid();
const visit = z.uuid();
export const visitPurpose = z.enum(['capture', 'delivery']);
export const requestKind = z.enum(['fingerprints', 'code', 'pin', 'script']);
export const bearer = z.strictObject({ holder: z.enum(['official', 'bpost-employee']), reference: z.string().max(100) });

/** One step that the device told. */
export const toldStep = z.object({ number: z.int().describe('As the device counts the steps of one request, from 1: a number that is missing is a step that did not come, or not yet.'), step: deviceStep, finger: finger.nullable(), quality: z.int().nullable(), at: z.int() });
const prints = z.array(z.object({ finger, quality: z.int() }));
const start = requestStart.default('now').describe('`at-the-door`: prepared now, begun by the official at the device, with or without a connection. It stays open as long as the session.');
const meant = z.enum(['renewed', 'new']).optional();
const pinResult = z.enum(['verified', 'changed', 'wrong', 'blocked', 'cancelled', 'time-out', 'wrong-card']).describe('`wrong-card`: another card is in the reader than the one that was meant, and was asked nothing.');
const pinLeft = z.int().nullable().describe('How often the PIN may still be typed wrong, where the card tells.');
const pinAnswer = z.object({ status: z.enum(['done', 'pending']), result: pinResult.nullable(), left: pinLeft });
const pinCard = meant.describe('Which card of the dossier the PIN is of. Left out: the one that was read last in this session, or else the one that is renewed.');
const pinAsked = z.strictObject({ visit, card: pinCard, language: languageSchema.describe('In which the citizen is asked.') });

/** Official, device and dossier together for the time of one visit: the only way to reach a device (S9). */
export const deviceBridge = defineContract('device-bridge', {
  title: 'Relays card reader and fingerprint operations to the official\'s devices',
  config: z.strictObject({
    visitMinutes: z.int().min(15).max(480).default(120).describe('A visit session ends by itself after this time.'),
    answerSeconds: z.int().min(10).max(600).default(120).describe('A request that the device leaves unanswered for so long may be asked anew.'),
    waitSeconds: z.int().min(0).max(30).default(10).describe('How long a caller waits for a script on the card, or for a PIN, before it is told "pending".'),
    leastQuality: z.int().min(0).max(100).default(60).describe('Prints below this quality (0 to 100) the device takes again by itself, where whoever asks for fingers names no other.'),
    captureTries: z.int().min(1).max(5).default(3).describe('After so many tries that were too poor the device gives up, where whoever asks for fingers names no other number.'),
  }),
  uses: { devices },
  calls: ['authorisations.demand'],
  actions: {
    listDevices: {
      kind: 'query', summary: 'The devices and their state.', scope: 'device-bridge:read', input: z.strictObject({}),
      output: z.object({ devices: z.array(z.object({ device: z.string(), title: z.string(), rights: z.array(deviceRight), cardReader: z.string(), pinpad: z.boolean(), fingerprints: z.string(), waiting: z.int(), visit: visit.nullable() })) }),
    },
    openVisit: {
      kind: 'command', summary: 'Opens a visit session, or gives back the one this person has open; person, device and municipality must be authorised by BiZa, and the device meant for this. One at a time per device and per dossier.', scope: 'device-bridge:visit',
      input: z.strictObject({ dossier, device: z.string().max(100), purpose: visitPurpose, person: bearer, newCard: cardNumberSchema.optional().describe('The card that is handed over: it may be in the reader beside the one that is renewed.') }), output: z.object({ visit, expiresAt: z.int() }),
    },
    closeVisit: { kind: 'command', summary: 'Ends a visit session.', scope: 'device-bridge:visit', input: z.strictObject({ visit }), output: z.object({ closed: z.boolean() }) },
    showVisit: {
      kind: 'query', summary: 'What has happened on the devices in this session.', scope: 'device-bridge:visit', input: z.strictObject({ visit }),
      output: z.object({
        visit, dossier, device: z.string(), purpose: visitPurpose, person: bearer, open: z.boolean(), expiresAt: z.int(),
        fingerprints: z.object({ state: z.enum(['none', 'requested', 'captured', 'failed']), failure: z.string().nullable(), tries: z.int(), fingers: prints, sealed: z.uuid().nullable() }),
        code: z.object({ state: z.enum(['none', 'requested', 'chosen', 'failed']), failure: z.string().nullable(), sealed: z.uuid().nullable() }),
        pin: z.object({ state: z.enum(['none', 'requested', 'answered', 'failed']), result: pinResult.nullable(), left: pinLeft, failure: z.string().nullable() }),
        card: z.object({ read: z.enum(['renewed', 'new']).nullable(), at: z.int().nullable() }).describe('Which of the dossier\'s cards was read last in this session: the photo and the identity were given to whoever asked for them, and are not kept.'),
        progress: z.array(z.object({
          kind: requestKind, number: z.int().nullable(), step: deviceStep, finger: finger.nullable(), quality: z.int().nullable(), at: z.int(), steps: z.array(toldStep).describe('All steps of the request that came, in the order of the device.'),
        })).describe('The furthest step of each request that the device told.'),
      }),
    },
    readIdentity: {
      kind: 'command', summary: 'Reads the card in the reader, which must be one of this dossier; its signatures are verified. Leaves an audit entry.', scope: 'device-bridge:visit', shownOnce: true, input: z.strictObject({ visit }),
      output: z.object({
        card: z.enum(['renewed', 'new']).describe('The card that the dossier renews, or the one that is handed over.'),
        cardNumber: cardNumberSchema, insz: z.string(), lastName: z.string(), firstNames: z.string(), validUntil: daySchema, activated: z.boolean(), photo: z.base64().nullable(),
        address: z.object({ street: z.string(), postcode: z.string(), municipality: z.string() }).nullable(), pinTriesLeft: pinLeft,
        verified: z.array(z.enum(['certificates', 'identity', 'address', 'photo'])).describe('What of it is vouched for by the signatures on the card.'),
      }),
    },
    pinTries: { kind: 'query', summary: 'How often the PIN of the dossier\'s card in the reader may still be typed wrong.', scope: 'device-bridge:visit', input: z.strictObject({ visit, card: pinCard }), output: z.object({ left: pinLeft }) },
    verifyPin: { kind: 'command', summary: 'Lets the citizen type the PIN of the dossier\'s card in the reader, on the reader or in the agent\'s own window, and the card judge it.', scope: 'device-bridge:visit', input: pinAsked, output: pinAnswer },
    changePin: { kind: 'command', summary: 'Lets the citizen change the PIN, on the reader or in the agent\'s own window.', scope: 'device-bridge:visit', input: pinAsked, output: pinAnswer },
    requestFingerprints: {
      kind: 'command', summary: 'Asks the fingerprint device for these fingers, now or at the door.', scope: 'device-bridge:visit',
      input: z.strictObject({ visit, fingers: z.array(finger).min(1).max(2), exceptions: z.array(finger).default([]), leastQuality: z.int().min(0).max(100).optional(), tries: z.int().min(1).max(5).optional(), start }), output: z.object({ requested: z.literal(true) }),
    },
    requestCode: { kind: 'command', summary: 'Asks the citizen, on the reader, to choose a code, now or at the door.', scope: 'device-bridge:visit', input: z.strictObject({ visit, language: languageSchema, start }), output: z.object({ requested: z.literal(true) }) },
    runScript: {
      kind: 'command', summary: 'Runs an upstream\'s whole script of command APDUs on the new card of the dossier in one round trip; on no other one.', scope: 'device-bridge:relay',
      input: z.strictObject({
        visit, script: z.array(z.string().regex(/^[0-9A-F]+$/)).max(500),
        name: z.string().min(1).max(100).optional().describe('The upstream\'s name of this script. The same one goes to the device once in a session: whoever sends it again is told what became of it.'),
        chip: z.string().regex(/^[0-9A-F]{32}$/).nullable().default(null).describe('Number of the chip that the script is for, where the upstream tells it. Without it a card that is not active yet cannot be told from another by the device.'),
      }), output: z.object({ status: z.enum(['done', 'pending']), responses: z.array(z.string()) }),
    },
  },
  events: {
    fingerprintsCaptured: z.object({ visit, dossier, sealed: z.uuid(), asked: z.array(finger), fingers: prints }).describe('The device has taken fingerprints; they are sealed for BiZa, and this names where.'),
    fingerprintsFailed: z.object({
      visit, dossier, failure: z.string(), asked: z.array(finger), fingers: prints.describe('After `poor-quality`: how good each was at best.'), tries: z.int().describe('How often the device tried by itself, at most.'),
    }).describe('The device could not take fingerprints.'),
    codeChosen: z.object({ visit, dossier, sealed: z.uuid() }).describe('The citizen has chosen a code; it is sealed, and this names where.'),
    codeFailed: z.object({ visit, dossier, failure: z.string() }).describe('No code was chosen.'),
    pinAnswered: z.object({ visit, dossier, result: pinResult, left: pinLeft }).describe('The citizen has typed a PIN, or has not. What was typed nobody here knows.'),
    cardRead: z.object({ visit, dossier, card: z.enum(['renewed', 'new']) }).describe('A card of the dossier was read and its signatures hold. What stands on it is told to whoever read it only.'),
    progressed: z.object({ visit, dossier, kind: requestKind, step: deviceStep, number: z.int().nullable() }).describe('The device is a step further: for screens, and nothing else.'),
    visitEnded: z.object({ visit, dossier }).describe('A session is over: whatever comes of it later is not wanted any more.'),
    scriptRan: z.object({ visit, dossier, responses: z.array(z.string()) }).describe('The card has carried out what BiZa sent it.'),
    scriptFailed: z.object({ visit, dossier, failure: z.string() }).describe('The card has not carried out what BiZa sent it.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof deviceBridge> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof deviceBridge> {}
}
