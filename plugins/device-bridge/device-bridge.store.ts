import type { z } from 'zod';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import type { bearer, visitPurpose } from './device-bridge.contract.ts';

export type Purpose = z.output<typeof visitPurpose>;
export type Person = z.output<typeof bearer>;

/** Visit sessions, ended ones too. References to staff, devices and dossiers: nothing about a citizen. */
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
}, { key: ['id'], indexes: [['dossier']] });
export type Visit = Row<typeof visits>;

/** The sessions that are open: the two constraints let one device, and one dossier, have one of them. */
export const openVisits = defineTable('device_bridge_open_visits', {
  device: column.text(100),
  dossier: column.id(),
  visit: column.id(),
  expiresAt: column.instant(),
}, { key: ['device'], unique: [['dossier'], ['visit']], indexes: [['expiresAt']] });

export type RequestKind = 'fingerprints' | 'code';
/** `unsent`: it never reached the device; when a person has it tried again, it is `requested` after all. */
export type RequestState = 'requested' | 'answered' | 'failed' | 'unsent';

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
}, { key: ['visit', 'kind'] });
export type DeviceRequest = Row<typeof requests>;

export const deviceBridgeTables = [visits, openVisits, requests] as const;
