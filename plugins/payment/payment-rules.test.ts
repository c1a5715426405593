import * as fc from 'fast-check';
import { groundSchema } from '#services/journey/ground.ts';
import { paymentStatus } from '#connectors/payment/payment.port.ts';
import { problemOf } from './judge-credit.ts';
import { owesRefund, type Leaving } from './judge-refund.ts';
import { nextState, type ReportedStatus } from './judge-status.ts';
import { payment } from './payment.contract.ts';
import { live, received, type PaymentState } from './payment.store.ts';
import { feeDue } from './reckon-fee.ts';

const states: readonly PaymentState[] = ['starting', 'open', 'paid', 'failed', 'expired', 'cancelled', 'refunding', 'refunded'];
const settings = payment.config.parse({});
const hour = 3_600_000;
const visit = Date.parse('2026-03-20T09:00:00Z');

describe('the fee', () => {
  test.each([['disability', 0], ['reduced-mobility', 0], ['limited-availability', 2500]] as const)('of %s is %i cents unless the municipality says otherwise', (ground, amount) => {
    expect(feeDue(settings, ground, [])).toBe(amount);
  });

  test('is asked once: what was paid counts', () => {
    expect(feeDue(settings, 'limited-availability', [{ state: 'paid', amount: 2500 }])).toBe(0);
  });

  test.each(['refunding', 'refunded', 'expired', 'failed', 'cancelled', 'open', 'starting'] as const)('is due again, or still, when a payment is %s', (state) => {
    expect(feeDue(settings, 'limited-availability', [{ state, amount: 2500 }])).toBe(2500);
  });

  test('is never negative, whatever was paid', () => {
    const paid = fc.array(fc.record({ state: fc.constantFrom(...states), amount: fc.integer({ min: 1, max: 1_000_000 }) }));
    fc.assert(fc.property(fc.constantFrom(...groundSchema.options), paid, (ground, payments) => {
      expect(feeDue(settings, ground, payments)).toBeGreaterThanOrEqual(0);
    }));
  });
});

describe('news of a payment', () => {
  const follow = (news: readonly ReportedStatus[], from: PaymentState) => news.reduce<PaymentState>((state, status) => nextState(state, status) ?? state, from);
  const anyNews = fc.array(fc.constantFrom(...paymentStatus.options), { maxLength: 12 });

  test('never makes a paid payment unpaid, in whatever order and however often it comes', () => {
    fc.assert(fc.property(fc.constantFrom(...received), anyNews, (from, news) => {
      expect(follow(news, from)).toBe(from);
    }));
  });

  test('never opens an ended payment again', () => {
    fc.assert(fc.property(fc.constantFrom(...states.filter((state) => !live.includes(state))), anyNews, (from, news) => {
      expect(live).not.toContain(follow(news, from));
    }));
  });

  test('that it is paid counts whenever it comes, also after we gave up', () => {
    fc.assert(fc.property(fc.constantFrom(...states), anyNews, (from, news) => {
      expect(received).toContain(follow([...news, 'paid'], from));
    }));
  });

  test('that is repeated says nothing new', () => {
    fc.assert(fc.property(fc.constantFrom(...states), fc.constantFrom(...paymentStatus.options), (from, status) => {
      const once = follow([status], from);
      expect(nextState(once, status)).toBeUndefined();
    }));
  });
});

describe('money on the account', () => {
  test('pays the transfer whose communication it bears, to the cent', () => {
    expect(problemOf(2500, { amount: 2500, state: 'open' })).toBeNull();
  });

  test('pays a transfer also after its last day', () => {
    expect(problemOf(2500, { amount: 2500, state: 'expired' })).toBeNull();
  });

  test.each([2499, 2501, -2500])('of another amount (%i cents) waits for a person', (amount) => {
    expect(problemOf(amount, { amount: 2500, state: 'open' })).toBe('wrong-amount');
  });

  test('with an unknown communication waits for a person', () => {
    expect(problemOf(2500, undefined)).toBe('unknown-communication');
  });

  test.each(received)('for a payment that is %s waits for a person', (state) => {
    expect(problemOf(2500, { amount: 2500, state })).toBe('already-paid');
  });
});

describe('the fee goes back', () => {
  const leaving = (overrides: Partial<Leaving> = {}): Leaving => ({ from: 'scheduled', state: 'withdrawn', at: visit - 25 * hour, visit, refundUntilHours: 24, ...overrides });

  test.each([
    ['when the citizen withdraws in time before the visit', {}, true],
    ['when the citizen withdraws exactly at the limit', { at: visit - 24 * hour }, true],
    ['when the citizen renews at the counter in time before the visit', { state: 'renewed-at-counter' }, true],
    ['when no visit was certain yet', { from: 'awaiting-payment', at: visit, visit: null }, true],
    ['when the moment was lost', { from: 'moment-lost', at: visit }, true],
    ['whenever the municipality sends the citizen to the counter', { from: 'captured', state: 'referred-to-counter', at: visit }, true],
  ] as const)('%s', (_when, overrides, expected) => {
    expect(owesRefund(leaving(overrides))).toBe(expected);
  });

  test.each([
    ['when the citizen withdraws too late before the visit', { at: visit - 23 * hour }],
    ['when the citizen missed the visit', { from: 'visit-missed', at: visit + hour }],
    ['when the fingerprints were taken', { from: 'captured', at: visit + hour }],
    ['when the dossier is closed', { from: 'procedure-closed', state: 'closed' }],
  ] as const)('but not %s', (_when, overrides) => {
    expect(owesRefund(leaving(overrides))).toBe(false);
  });
});
