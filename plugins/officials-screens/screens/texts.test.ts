import { authorisationsTexts } from './authorisations-texts.ts';
import { bookTexts } from './book-texts.ts';
import { callsTexts } from './calls-texts.ts';
import { complaintRefusals, complaintsTexts } from './complaints/complaints-texts.ts';
import { deedTexts } from './deed-texts.ts';
import { deeds, type Deed } from './deeds.ts';
import { dossierTexts } from './dossier-texts.ts';
import { deedsFor } from './exception-deeds.ts';
import { exceptionsTexts } from './exceptions-texts.ts';
import { outreachTexts, standingTexts, stepTexts } from './outreach/outreach-texts.ts';
import { becauseTexts } from './because-texts.ts';
import { partnershipTexts } from './partnership/partnership-texts.ts';
import { planningTexts } from './planning-texts.ts';
import { purposeTexts, visitStateTexts } from './purpose-texts.ts';
import { reasonIn, reasonTexts } from './reason-texts.ts';
import { missedReason } from '#plugins/biometrics/biometrics.contract.ts';
import { receiveTexts } from './cards/receive-texts.ts';
import { refusalIn, refusalTexts } from './refusal-texts.ts';
import { roundTexts } from './round-texts.ts';
import { startTexts } from './start-texts.ts';
import { factTexts, nextTexts, stateTexts } from './state-texts.ts';
import { askedOf, askedTexts, happenedOf, happenedTexts, systemOf, systemTexts } from './waiting-texts.ts';
import { worklistTexts } from './worklist-texts.ts';
import { catalogue } from '#config/catalogue.ts';
import { textsHold } from '#tools/test-house/texts-hold.ts';
import type { Port } from '#services/kernel/port.ts';

textsHold({
  askedTexts, authorisationsTexts, becauseTexts, bookTexts, callsTexts, complaintRefusals, complaintsTexts, deedTexts, dossierTexts, exceptionsTexts, factTexts, happenedTexts, nextTexts, outreachTexts, partnershipTexts, planningTexts, purposeTexts, reasonTexts, receiveTexts, refusalTexts, roundTexts, standingTexts, startTexts, stateTexts, stepTexts, systemTexts, visitStateTexts, worklistTexts,
});

test('each choice of a deed has a name', () => {
  const missing = Object.values<Deed>(deeds).flatMap(({ choice }) => choice?.options.map((option) => `${choice.prefix}-${option}`) ?? []).filter((word) => !Object.hasOwn(deedTexts, word));
  expect(missing).toEqual([]);
  expect(deedsFor({ kind: 'effect', state: 'parked' }).flatMap(({ whys }) => whys).filter((why) => !Object.hasOwn(exceptionsTexts, `why-${why}`))).toEqual([]);
});

test('each reason for which a visit comes to nothing has words in the history, but for another one', () => {
  expect(missedReason.options.filter((reason) => reasonIn('nl', reason) === undefined)).toEqual(['other']);
  expect(reasonIn('en', 'toString')).toBeUndefined();
});

test('what can be asked of any connector, and come from it, has a name; what a package from outside asks is shown by its own', () => {
  const ports: readonly Port[] = catalogue.connectors.map(({ port }) => port);
  const names = ports.flatMap(({ id, operations }) => Object.entries(operations).filter(([, { idempotency }]) => idempotency !== 'read').map(([operation]) => `${id}.${operation}`));
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !Object.hasOwn(askedTexts, name))).toEqual([]);
  expect([askedOf('parcels.sweep', 'effect', 'en'), systemOf('parcels.sweep', 'effect', 'en')]).toEqual(['A request: parcels.sweep', 'parcels']);
  expect(systemOf('journey.moved', 'event', 'en')).toBe('This system itself');
});

test('what happened is said by the kind of failure; of one that nobody has words for, whether it can have happened', () => {
  expect([happenedOf('crm.refused', 'failed', 'en'), happenedOf('crm.toString', 'parked', 'en'), happenedOf(null, 'failed', 'en')]).toEqual([happenedTexts.refused.en, happenedTexts['any-parked'].en, happenedTexts['any-failed'].en]);
});

test('what only an effect can have done is not said of an event, and what may have happened is sent again with care', () => {
  expect(deedsFor({ kind: 'event', state: 'failed' }).map(({ deed }) => deed)).toEqual(['replay', 'skip']);
  expect(deedsFor({ kind: 'effect', state: 'parked' }).map(({ deed, harm }) => [deed, harm])).toEqual([['replay', 'replayHarm'], ['happened', 'happenedHarm'], ['skip', 'skipHarm']]);
});

test('a refusal that has no words of its own is said in general ones', () => {
  expect(refusalIn('en', 'store.broken')).toBe(refusalTexts.other.en);
  expect(refusalIn('en', 'toString')).toBe(refusalTexts.other.en);
});
