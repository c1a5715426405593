import type { Medium } from '#connectors/crm/crm.port.ts';
import type { CallOutcome } from '#plugins/communication/communication.contract.ts';
import type { State } from '#services/journey/journey.states.ts';
import { column, defineTable, type Row } from '#services/kernel/table.ts';

/**
 * One row per citizen with a current recognition and year in which the eID expires: references and instants, nothing that says who it is. Neither name nor number is kept; who is opened
 * is asked of the eID tool and the CRM anew.
 */
export const citizens = defineTable('outreach_citizens', {
  id: column.id(),
  /** Blind index of the national number, to know the citizen again. The number itself is kept nowhere. */
  inszIndex: column.blindIndex('insz', null),
  /** Of the card that expires: a renewal at the counter is told by it. */
  cardIndex: column.blindIndex('card', null),
  year: column.integer(),
  expiresOn: column.day(),
  /** Our id of who has, or had, a dossier. */
  person: column.nullable(column.id()),
  dossier: column.nullable(column.id()),
  state: column.nullable(column.text<State>(40)),
  /** Of the last line of the dossier's history that was seen here: news that comes late changes nothing. */
  sequence: column.integer(),
  toldAt: column.nullable(column.instant()),
  lastToldAt: column.nullable(column.instant()),
  toldBy: column.nullable(column.text<Medium>(20)),
  failedBy: column.nullable(column.text<Medium>(20)),
  representativeTold: column.flag(),
  askedAt: column.nullable(column.instant()),
  call: column.nullable(column.text<CallOutcome>(20)),
  counterAt: column.nullable(column.instant()),
  /** Within the window, without a dossier, and why. */
  trouble: column.nullable(column.text<'unknown-to-crm'>(20)),
  /** The last look at the year that saw this citizen. */
  look: column.integer(),
}, { key: ['id'], unique: [['year', 'inszIndex']], indexes: [['inszIndex'], ['dossier'], ['cardIndex'], ['expiresOn'], ['year', 'person']] });
export type Citizen = Row<typeof citizens>;

/** How far the look at the whole year is: it takes several nights in a city. One row. */
export const looks = defineTable('outreach_looks', {
  what: column.text<'year'>(10),
  look: column.integer(),
  year: column.integer(),
  begunOn: column.day(),
  /** Cards that expire up to this day were looked at. */
  doneUntil: column.nullable(column.day()),
  finishedAt: column.nullable(column.instant()),
  unreadable: column.integer(),
  /** When the last look was finished, whatever has begun since. */
  lastFinishedAt: column.nullable(column.instant()),
  /** Renewals at the counter were heard of up to this moment. */
  heardUntil: column.nullable(column.instant()),
}, { key: ['what'] });
export type Look = Row<typeof looks>;

export const outreachTables = [citizens, looks] as const;
