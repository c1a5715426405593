import { z } from 'zod';
import type { finger } from '#connectors/biza/biza.port.ts';
import type { deviceStep } from '#connectors/devices/devices.port.ts';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import type { bearer, requestKind, visitPurpose } from './device-bridge.contract.ts';

export type Purpose = z.output<typeof visitPurpose>;
export type Person = z.output<typeof bearer>;

/** Visit sessions, ended ones too. References to staff, devices and dossiers; of the citizen the number of the new card only, sealed. */
export const visits = defineTable('device_bridge_visits', {
  id: column.id(),
  dossier: column.id(),
  device: column.text(100),
  purpose: column.text<Purpose>(20),
  holder: column.text<Person['holder']>(20),
  reference: column.text(100),
  /** The caller that opened it. Nobody else may use it. */
  openedBy: column.text(100),
  openedAt: column.instant(),
  expiresAt: column.instant(),
  endedAt: column.nullable(column.instant()),
  /** The card that is handed over, where the caller named it. */
  newCard: column.nullable(column.sealed(z.object({ cardNumber: z.string() }))),
  /** Which of the dossier's cards was read last in this session, and when: for screens. */
  cardRead: column.nullable(column.text<'renewed' | 'new'>(10)),
  cardReadAt: column.nullable(column.instant()),
}, { key: ['id'], bound: ['dossier'], indexes: [['dossier']] });
export type Visit = Row<typeof visits>;

/** The sessions that are open: the two constraints let one device, and one dossier, have one of them. */
export const openVisits = defineTable('device_bridge_open_visits', {
  device: column.text(100),
  dossier: column.id(),
  visit: column.id(),
  expiresAt: column.instant(),
}, { key: ['device'], unique: [['dossier'], ['visit']], indexes: [['expiresAt']] });

export type RequestKind = z.output<typeof requestKind>;
type Step = z.output<typeof deviceStep>;
type Finger = z.output<typeof finger>;
export type PinResult = 'verified' | 'changed' | 'wrong' | 'blocked' | 'cancelled' | 'time-out' | 'wrong-card';
/** `unsent`: whether it reached the device nobody knows, and it is not tried again. When the device says something of it, or a person has it tried again, it is `requested` after all. */
export type RequestState = 'requested' | 'answered' | 'failed' | 'unsent';
/** As long as nobody asked anew, what a device says of such a request counts. */
export const unanswered = ['requested', 'unsent'] as const satisfies readonly RequestState[];

/** The last request of each kind in a session: there is room for one only, and an answer must name it. */
export const requests = defineTable('device_bridge_requests', {
  visit: column.id(),
  kind: column.text<RequestKind>(20),
  /** Id of the effect, which is the key that the device got. */
  request: column.id(),
  state: column.text<RequestState>(20),
  requestedAt: column.instant(),
  /** How often was asked in this session. */
  tries: column.integer(),
  failure: column.nullable(column.text(100)),
  /** Fingers asked, joined by a space. */
  asked: column.text(200),
  /** Fingers captured with their quality, as JSON. */
  fingers: column.longText(),
  /** Reference to the ciphertext in the vault. */
  sealed: column.nullable(column.id()),
  /** `at-the-door`: the official begins it at the device. */
  start: column.nullable(column.text<'now' | 'at-the-door'>(20)),
  /** After this the device does not begin it any more. */
  until: column.nullable(column.instant()),
  /** How often the device tries by itself. */
  deviceTries: column.nullable(column.integer()),
  /** The last step that the device told, to be shown. */
  step: column.nullable(column.text<Step>(20)),
  stepFinger: column.nullable(column.text<Finger>(20)),
  stepQuality: column.nullable(column.integer()),
  stepAt: column.nullable(column.instant()),
  /** As the device counted it. */
  stepNumber: column.nullable(column.integer()),
  /** All numbered steps that came, as JSON, in their order. */
  steps: column.nullable(column.longText()),
  /** What came of asking a PIN, and how often it may still be typed wrong. Never what was typed. */
  result: column.nullable(column.text<PinResult>(20)),
  triesLeft: column.nullable(column.integer()),
}, { key: ['visit', 'kind'] });
export type DeviceRequest = Row<typeof requests>;

export const deviceBridgeTables = [visits, openVisits, requests] as const;
