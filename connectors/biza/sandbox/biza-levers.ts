import { z } from 'zod';
import { cardNumberSchema } from '#services/belgium/card-number.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { Lever } from '#services/kernel/connector.ts';
import { failures } from '#services/kernel/failure.ts';
import { authorisationHolder, authorisedAct, bizaFailures, productionStatus } from '../biza.port.ts';
import type { Authorisation, BizaWorld } from './biza-world.ts';
import { demandOrder, settle } from './order-card.ts';
import { expectedAnew, statusOf } from './production-status.ts';

export const bizaLeverFailures = failures('biza-sandbox', {
  'unknown-authorisation': { status: 404, retry: 'never', title: 'This BiZa never gave that authorisation.' },
  'order-has-ended': { status: 409, retry: 'never', title: 'This card has arrived or will never arrive; it cannot be late any more.' },
});

const nothing = z.strictObject({});
const held = { holder: authorisationHolder, reference: z.string().min(1).max(100), act: authorisedAct };
const person = z.strictObject({
  insz: inszSchema, firstNames: z.array(z.string()).min(1), lastName: z.string().min(1),
  birthDate: daySchema.nullable().default(null), deceased: z.boolean().default(false), nisCode: z.string().nullable().default(null),
  keep: z.boolean().default(false).describe('Leaves a known person as he or she is.'),
});
const knownPerson = z.object({ insz: z.string(), firstNames: z.string(), lastName: z.string(), birthDate: z.string().nullable(), deceased: z.boolean(), nisCode: z.string().nullable(), replacedBy: z.string().nullable() });
const span = z.object({ holder: z.string(), act: authorisedAct, validFrom: z.string(), validUntil: z.string(), withdrawn: z.boolean() });
const order = z.object({ order: z.string(), dossier: z.uuid(), cardNumber: cardNumberSchema, status: productionStatus, expectedOn: daySchema });
const renewal = z.object({ order: z.string(), dossier: z.uuid(), cardNumber: cardNumberSchema, closedOn: daySchema });

export function bizaLevers(world: BizaWorld, { lever, table }: Pick<SandboxMeans, 'lever' | 'table'>): Record<string, Lever> {
  const { persons, authorisations, orders, counters, closed, today } = world;
  const change = (holder: string, changed: (spans: readonly Authorisation[]) => readonly Authorisation[]) => {
    authorisations.put(holder, changed(authorisations.get(holder) ?? []));
    return {};
  };
  return {
    'put-person': lever('Makes BiZa know a person.', person, nothing, ({ insz, keep, ...known }) => {
      if (!keep || !persons.get(insz)) persons.put(insz, { ...known, replacedBy: null });
      return {};
    }),
    'replace-number': lever('Gives a person another national number; the old one is followed.', z.strictObject({ from: inszSchema, to: inszSchema }), nothing, ({ from, to }) => {
      const known = persons.get(from);
      if (!known) throw bizaFailures['unknown-person']();
      if (from === to) throw bizaFailures.refused();
      // Followed already: what is known of the new number since stays.
      if (known.replacedBy === to) return {};
      persons.put(to, { ...known, replacedBy: null });
      persons.put(from, { ...known, replacedBy: to });
      return {};
    }),
    'put-authorisation': lever(
      'Authorises a holder for an act during a period.',
      z.strictObject({ ...held, validFrom: daySchema, validUntil: daySchema, keep: z.boolean().default(false).describe('Leaves a holder who has, or had, one for this act as it is.') }), nothing,
      ({ holder, reference, act, validFrom, validUntil, keep }) => change(`${holder}:${reference}`, (spans) => (keep && spans.some((span) => span.act === act) ? spans : [
        ...spans.filter((span) => span.act !== act || span.validFrom !== validFrom), { act, validFrom, validUntil, withdrawn: false },
      ])),
    ),
    'withdraw-authorisation': lever('Withdraws all authorisations of a holder for an act.', z.strictObject(held), nothing, ({ holder, reference, act }) => {
      const spans = authorisations.get(`${holder}:${reference}`) ?? [];
      if (!spans.some((span) => span.act === act)) throw bizaLeverFailures['unknown-authorisation']();
      return change(`${holder}:${reference}`, () => spans.map((span) => (span.act === act ? { ...span, withdrawn: true } : span)));
    }),
    persons: table('Everybody whom BiZa knows, under the number in force or not.', z.object({ persons: z.array(knownPerson) }), () => ({
      persons: persons.all().map(({ id, document: { firstNames, lastName, birthDate, deceased, nisCode, replacedBy } }) => ({ insz: id, firstNames: firstNames.join(' '), lastName, birthDate, deceased, nisCode, replacedBy })),
    })),
    authorisations: table('Who is authorised for what, and until when.', z.object({ authorisations: z.array(span) }), () => ({
      authorisations: authorisations.all().flatMap(({ id, document }) => document.map((held) => ({ holder: id, ...held }))),
    })),
    orders: table('All orders of cards, oldest first.', z.object({ orders: z.array(order) }), () => ({
      orders: orders.all().map(({ id, document }) => ({
        order: id, dossier: document.dossier, cardNumber: document.cardNumber, status: statusOf(document, today()).status, expectedOn: document.expectedOn,
      })),
    })),
    'set-order-status': lever('Sets where a card stands, whatever the clock says: lost, or there early.', z.strictObject({ order: z.string(), status: productionStatus }), nothing, (input) => {
      demandOrder(world, input.order);
      settle(world, input.order, input.status);
      return {};
    }),
    'delay-order': lever('Lets a card come on another day.', z.strictObject({ order: z.string(), expectedOn: daySchema }), nothing, (input) => {
      const found = demandOrder(world, input.order);
      if (!['ordered', 'in-production', 'shipped'].includes(statusOf(found, today()).status)) throw bizaLeverFailures['order-has-ended']();
      orders.put(input.order, expectedAnew(found, input.expectedOn, today()));
      return {};
    }),
    'reject-next-biometrics': lever('Rejects the fingerprints of the next verifications.', z.strictObject({ times: z.int().min(0).max(100) }), nothing, ({ times }) => {
      counters.put('reject-biometrics', times);
      return {};
    }),
    'closed-renewals': table('All renewals that were closed, oldest first.', z.object({ renewals: z.array(renewal) }), () => ({
      renewals: closed.all().map(({ id, document }) => ({ order: id, dossier: document.dossier, cardNumber: document.cardNumber, closedOn: document.closedOn })),
    })),
  };
}
