import { defineRetention, retain } from '#services/kernel/retention.ts';
import { failedAttempts } from './attempts.store.ts';
import { letters } from './letters.store.ts';
import { inbox, items, lanes, never } from './outbox.store.ts';
import { switches } from './switches.store.ts';

/** Stands in `about` of an item whose content went: the timeline of its dossier still shows that it was there. */
export const emptiedAbout = '{"emptied":true}';
const owner = { by: 'dossier-or-content', column: 'dossier' } as const;
const emptied = () => ({ about: emptiedAbout, payload: {}, output: null });
const settled = { from: 'column', column: 'settledAt', clock: 'real' } as const;

export const outboxRetention = [
  defineRetention({
    id: 'outbox', what: 'What was sent to outside systems, told to plugins or received, once it is done',
    days: { usual: 30, least: 7, most: 400 },
    source: { kind: 'own choice', toConfirm: false, text: 'Copies for transport: the content goes after a month, in which a fault can still be looked into. That an effect was there stays visible with its dossier.' },
    tables: [
      // Effects of a dossier keep their row for its timeline.
      retain(items, { only: { state: 'done', about: { not: emptiedAbout } }, owner, counted: settled, emptied }),
      retain(items, { only: { state: 'done', dossier: null }, owner, counted: settled }),
      retain(items, { only: { state: 'done', kind: { in: ['event', 'message'] } }, owner, counted: settled }),
    ],
  }),
  defineRetention({
    id: 'dead-letters', what: 'What a person took from the exception list without having it tried again',
    days: { usual: 90, least: 30, most: 400 },
    source: { kind: 'own choice', toConfirm: false, text: 'Three months in which somebody may ask what was given up. What still waits for a person stays, and so does its dossier: the house decides nothing in somebody\'s place.' },
    tables: [
      retain(items, { only: { state: 'skipped', about: { not: emptiedAbout } }, owner, counted: settled, emptied }),
      retain(items, { only: { state: 'skipped', dossier: null }, owner, counted: settled }),
      // Who sent what we did not understand may have named anybody in it; what waits for a person stays here too.
      retain(letters, { only: { state: { in: ['taken-in', 'dismissed'] } }, owner: { by: 'content' }, counted: settled, notShown: ['mark'] }),
    ],
  }),
  defineRetention({
    id: 'outbox-of-dossiers', what: 'The trace of effects in a dossier',
    days: { usual: 730, least: 30, most: 3650 },
    source: { kind: 'own choice', toConfirm: true, text: 'It goes with the dossier at the latest.' },
    tables: [
      retain(items, {
        owner, counted: { from: 'end-of-dossier' }, busy: [{ state: { in: ['waiting', 'failed', 'parked'] } }], notShown: ['lane', 'about', 'actor'],
      }),
      retain(failedAttempts, {
        owner: { by: 'nobody', why: 'How often something was tried, and what the other system said by its name.' },
        counted: { from: 'nothing-left', of: items, column: 'item', matches: 'id' },
      }),
      retain(lanes, {
        // Nobody may hold it; and it goes only when it is empty, because the places in it begin anew then.
        only: { owner: null, dueAt: never }, owner: { by: 'nobody', why: 'The place in a queue: it goes once the queue is empty.' },
        counted: { from: 'nothing-left', of: items, column: 'lane', matches: 'lane' },
      }),
    ],
  }),
  defineRetention({
    id: 'inbox', what: 'Marks of messages that were taken in: the sender\'s id as a keyed hash, and sealed',
    days: { usual: 400, least: 120, most: 1825 },
    source: {
      kind: 'own choice', toConfirm: false,
      text: 'A message that comes again must be known. Payment systems repeat for a day, brokers for days; a sender that goes back to a backup may repeat months. Of the message only its id and a hash of what it said are kept, sealed.',
    },
    // A sender may have put anybody into the id of its message.
    tables: [retain(inbox, { owner: { by: 'content' }, notShown: ['mark'], counted: { from: 'column', column: 'at', clock: 'real' } })],
  }),
  defineRetention({
    id: 'switches', what: 'Which connectors are switched off',
    source: { kind: 'own choice', toConfirm: false, text: 'State of the machinery.' },
    tables: [retain(switches, { owner: { by: 'nobody', why: 'State of the machinery.' }, counted: { from: 'never', why: 'It goes when the connector is switched on again.' } })],
  }),
];
