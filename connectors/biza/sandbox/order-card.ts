import { ageOn } from '#services/belgium/age.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { addDays } from '#services/belgium/day.ts';
import { bizaFailures } from '../biza.port.ts';
import type { BizaOperations, BizaWorld, Order, Person } from './biza-world.ts';
import { demandPerson, findPerson } from './know-person.ts';
import { isGone, statusOf } from './production-status.ts';

export function ordersOf(world: BizaWorld): Pick<BizaOperations, 'orderCard' | 'cardStatus' | 'annulCard'> {
  return {
    orderCard: {
      act: ({ dossier, insz, registration, procedure, outcome, certificates, validityMonths }) => {
        const person = demandPerson(world, insz);
        const biometrics = world.registrations.get(registration);
        if (biometrics?.dossier !== dossier || biometrics.outcome !== outcome) throw bizaFailures.refused();
        // Where no prints could be taken there is nothing to verify.
        const areVerified = biometrics.verdict === 'verified' || outcome !== 'captured';
        if (!areVerified || findPerson(world, biometrics.insz)?.insz !== insz) throw bizaFailures.refused();
        if (!isLawful(person, world.today(), { outcome, certificates, validityMonths })) throw bizaFailures.refused();
        const earlier = orderOf(world, world.orderOfDossier.get(dossier));
        if (earlier && !isGone(earlier, world.today())) throw bizaFailures.refused();

        const expectedOn = addDays(world.today(), procedure === 'urgent' ? world.config.urgentDays : world.config.normalDays);
        const order = `ORD-${world.nis}-${world.next('order')}`;
        const cardNumber = freeCardNumber(world);
        world.orders.put(order, { dossier, insz, cardNumber, orderedAt: world.now(), shipsOn: addDays(expectedOn, -1), expectedOn, settled: null });
        world.orderOfCard.put(cardNumber, order);
        world.orderOfDossier.put(dossier, order);
        return { order, cardNumber, expectedOn };
      },
    },
    cardStatus: {
      act: ({ order }) => {
        const found = demandOrder(world, order);
        return { ...statusOf(found, world.today()), expectedOn: found.expectedOn };
      },
    },
    annulCard: {
      act: ({ dossier, cardNumber, reason }) => {
        const name = world.orderOfCard.get(cardNumber);
        const made = orderOf(world, name);
        // The old card may have been made for an earlier dossier; a new one is annulled by its own.
        if (reason !== 'replaced' && made?.dossier !== dossier) throw bizaFailures['unknown-order']();
        if (!world.annulled.get(cardNumber)) world.annulled.put(cardNumber, { reason, at: world.now() });
        if (made && name !== undefined && !isGone(made, world.today())) settle(world, name, reason === 'lost-in-post' ? 'lost' : 'destroyed');
        return {};
      },
    },
  };
}

/** @throws biza.unknown-order */
export function demandOrder(world: BizaWorld, order: string): Order {
  const found = world.orders.get(order);
  if (!found) throw bizaFailures['unknown-order']();
  return found;
}

/** The order of a card, when it was ordered for this dossier and can still be handed over. */
export function demandLiveCard(world: BizaWorld, dossier: string, cardNumber: string): string {
  const name = world.orderOfCard.get(cardNumber);
  const order = orderOf(world, name);
  if (name === undefined || order?.dossier !== dossier) throw bizaFailures['unknown-order']();
  if (isGone(order, world.today()) || world.annulled.get(cardNumber)) throw bizaFailures.refused();
  return name;
}

/** Ends the usual course of an order. */
export function settle(world: BizaWorld, name: string, status: NonNullable<Order['settled']>['status']): void {
  world.orders.put(name, { ...demandOrder(world, name), settled: { status, since: world.now() } });
}

function orderOf({ orders }: BizaWorld, name: string | undefined): Order | undefined {
  return name === undefined ? undefined : orders.get(name);
}

interface Asked { readonly outcome: string; readonly certificates: string; readonly validityMonths: number }

/**
 * Under 18 there is an authentication certificate only; a card without prints that are temporarily impossible is valid 12 months, else
 * 6 years from 12, 10 from 18, 30 from 75. Of a birth date that BiZa does not know, nothing is derived.
 */
function isLawful({ birthDate }: Person, today: string, { outcome, certificates, validityMonths }: Asked): boolean {
  if (outcome === 'temporarily-impossible' && validityMonths !== 12) return false;
  if (birthDate === null) return true;
  const age = ageOn(birthDate, today);
  if ((certificates === 'authentication') !== age < 18) return false;
  return outcome === 'temporarily-impossible' || validityMonths === (age < 18 ? 72 : age < 75 ? 120 : 360);
}

/** Card numbers of seven digits after 592; the next free one when a number is taken. */
function freeCardNumber({ random, orderOfCard }: BizaWorld): string {
  const size = 10_000_000;
  for (let number = Math.floor(random() * size); ; number = (number + 1) % size) {
    const cardNumber = makeCardNumber(`592${String(number).padStart(7, '0')}`);
    if (orderOfCard.get(cardNumber) === undefined) return cardNumber;
  }
}
