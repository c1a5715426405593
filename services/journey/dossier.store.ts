import { z } from 'zod';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import type { Deliverer, Ground } from './ground.ts';
import type { State } from './journey.states.ts';

/** What identifies: kept sealed. */
export const dossierPersonal = z.object({
  /** eID card that expires, canonical form. */
  cardNumber: z.string(),
});

/** One renewal of one card. A reopening, or the replacement of a lost card, is a new dossier linked to the old one. */
export const dossiers = defineTable('journey_dossiers', {
  id: column.id(),
  person: column.id(),
  /** Blind index of the card number. */
  cardIndex: column.blindIndex('card', { in: 'personal', as: 'cardNumber' }),
  /** 1 for the first dossier of a card, 2 when it is reopened. */
  cycle: column.integer(),
  state: column.text<State>(40),
  /** Number of the last line of the history. */
  sequence: column.integer(),
  ground: column.nullable(column.text<Ground>(30)),
  deliverBy: column.nullable(column.text<Deliverer>(20)),
  /** Day on which the present eID expires. */
  expiresOn: column.day(),
  openedAt: column.instant(),
  stateSince: column.instant(),
  /** By when the next step is due; null once it has ended. A dossier that an earlier release left has none until `fill-deadlines` gives it one. */
  dueAt: column.nullable(column.instant()),
  /** The dossier that this one reopens. */
  previous: column.nullable(column.id()),
  /** When what identifies was taken out of it: from then on the row is a figure without a person. */
  emptiedAt: column.nullable(column.instant()),
  personal: column.sealed(dossierPersonal),
}, {
  key: ['id'],
  bound: ['person'],
  unique: [['cardIndex', 'cycle']],
  indexes: [['state', 'stateSince'], ['person'], ['expiresOn'], ['emptiedAt', 'stateSince'], ['dueAt']],
});
export type Dossier = Row<typeof dossiers>;

/** Append-only. No personal data, so it survives the erasure of a person. */
export const history = defineTable('journey_history', {
  dossier: column.id(),
  sequence: column.integer(),
  /** `open`, or the name of a move. */
  move: column.text(50),
  fromState: column.nullable(column.text<State>(40)),
  state: column.text<State>(40),
  /** When it happened, which for a late message is before it was recorded. Business time. */
  occurredAt: column.instant(),
  recordedAt: column.instant(),
  actor: column.text(100),
  /** A code, never free text: `citizen-not-home`. */
  reason: column.nullable(column.text(80)),
  /** What stood after this line; `none`: nothing did. Null in lines that an earlier release wrote: then what the dossier itself says is taken. */
  ground: column.nullable(column.text<Ground | 'none'>(30)),
  deliverBy: column.nullable(column.text<Deliverer | 'none'>(20)),
}, { key: ['dossier', 'sequence'], indexes: [['occurredAt'], ['recordedAt', 'dossier']] });
export type HistoryLine = Row<typeof history>;

/** A person of this municipality, known by an id of our own: a national number can change, this id does not. */
export const persons = defineTable('journey_persons', {
  id: column.id(),
  createdAt: column.instant(),
}, { key: ['id'] });

export const personNumberPersonal = z.object({ insz: z.string() });

/** The dated history of a person's national number: the only table that holds it. */
export const personNumbers = defineTable('journey_person_numbers', {
  id: column.id(),
  person: column.id(),
  inszIndex: column.blindIndex('insz', { in: 'personal', as: 'insz' }),
  /** Day from which this number holds, as far as we know. */
  knownSince: column.day(),
  /** Day on which another number took its place. */
  replacedOn: column.nullable(column.day()),
  personal: column.sealed(personNumberPersonal),
}, { key: ['id'], bound: ['person'], unique: [['inszIndex']], indexes: [['person', 'replacedOn']] });

export const journeyTables = [dossiers, history, persons, personNumbers] as const;
