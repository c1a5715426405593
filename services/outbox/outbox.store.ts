import { z } from 'zod';
import { failedAttempts } from './attempts.store.ts';
import { senderMark } from './sender-mark.ts';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';

/** `effect`: something asked of an outside system; `event`: one listener's share of an event; `message`: one receiver's share of an inbound message. */
export type ItemKind = 'effect' | 'event' | 'message';
/** `failed`: will never work by itself; `parked`: nobody knows whether it happened. Both wait for a person and hold up their lane. */
export type ItemState = 'waiting' | 'done' | 'failed' | 'parked' | 'skipped';

const itemColumns = {
  /** Also the idempotency key towards the outside. */
  id: column.id(),
  lane: column.text(160),
  position: column.integer(),
  kind: column.text<ItemKind>(10),
  /** `biza.orderCard`, `journey.moved`, `devices.fingerprints`. */
  name: column.text(120),
  /** The plugin that asked (effects) or that listens. */
  plugin: column.text(60),
  dossier: column.nullable(column.id()),
  state: column.text<ItemState>(10),
  attempts: column.integer(),
  /** An attempt was begun whose end is not known: for operations that may not simply be repeated. */
  begun: column.flag(),
  actor: column.text(100),
  traceId: column.text(64),
  /** Business time at which it was asked. */
  at: column.instant(),
  /** Real time. */
  createdAt: column.instant(),
  settledAt: column.nullable(column.instant()),
  failure: column.nullable(column.text(100)),
  failureTitle: column.nullable(column.text(300)),
  /** How often a person had it tried again. */
  replays: column.integer(),
  /** References for the outcome handler, as JSON. */
  about: column.longText(),
  payload: column.sealed(z.unknown()),
  output: column.nullable(column.sealed(z.unknown())),
};

/** Everything that must still happen because of what was committed. Written in the same transaction as the state it follows from. */
export const items = defineTable('outbox_items', itemColumns, {
  key: ['id'], bound: ['dossier'], unique: [['lane', 'position']], indexes: [['state', 'settledAt'], ['dossier', 'createdAt']],
});
export type Item = Row<typeof items>;

const laneColumns = {
  lane: column.text(160),
  /** Position of the last item. */
  tail: column.integer(),
  /** Rises with every claim: who holds an older one may not settle anything any more. */
  fence: column.integer(),
  owner: column.nullable(column.text(80)),
  leasedUntil: column.instant(),
  /** Real time from which there is something to do; far away when there is nothing, or when a person must act first. */
  dueAt: column.instant(),
};
/** One lane's items happen one after the other; lanes do not wait for each other. */
export const lanes = defineTable('outbox_lanes', laneColumns, { key: ['lane'], indexes: [['dueAt', 'leasedUntil']] });
export type Lane = Row<typeof lanes>;
/** What waits for a person. */
export const stuck = ['failed', 'parked'] as const satisfies readonly ItemState[];
export const never = 9_000_000_000_000;

/** Inbound messages that were taken in already, by the mark of the sender's id. */
export const inbox = defineTable('outbox_inbox', {
  source: column.text(120),
  /** An id of ours; on rows from before there were marks, the sender's. */
  messageId: column.text(200),
  at: column.instant(),
  ...senderMark,
}, { key: ['source', 'messageId'], indexes: [['source', 'mark']] });

export const outboxTables = [items, lanes, inbox, failedAttempts] as const;

export const outbox001 = defineMigration('outbox/001-items', async (schema) => {
  const sealed = column.sealed(z.unknown());
  await schema.createTable('outbox_items', {
    id: column.id(), lane: column.text(160), position: column.integer(), kind: column.text(10), name: column.text(120), plugin: column.text(60),
    dossier: column.nullable(column.id()), state: column.text(10), attempts: column.integer(), begun: column.flag(), actor: column.text(100), traceId: column.text(64),
    at: column.instant(), createdAt: column.instant(), settledAt: column.nullable(column.instant()), failure: column.nullable(column.text(100)),
    failureTitle: column.nullable(column.text(300)), replays: column.integer(), about: column.longText(), payload: sealed, output: column.nullable(sealed),
  }, { key: ['id'], unique: [['lane', 'position']], indexes: [['state', 'settledAt'], ['dossier', 'createdAt']] });
  await schema.createTable('outbox_lanes', {
    lane: column.text(160), tail: column.integer(), fence: column.integer(), owner: column.nullable(column.text(80)), leasedUntil: column.instant(), dueAt: column.instant(),
  }, { key: ['lane'], indexes: [['dueAt', 'leasedUntil']] });
  await schema.createTable('outbox_inbox', { source: column.text(120), messageId: column.text(200), at: column.instant() }, { key: ['source', 'messageId'] });
});
