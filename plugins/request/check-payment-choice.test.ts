import * as fc from 'fast-check';
import { paymentMethod } from '#connectors/payment/payment.port.ts';
import { checkPaymentChoice } from './check-payment-choice.ts';

const returnUrl = 'https://gent.example/terug';
const methods = ['bancontact', 'transfer'] as const;
const free = { amount: 0, methods: [], paid: false } as const;
const fee = { amount: 2500, methods, paid: false } as const;
type Args = Parameters<typeof checkPaymentChoice>;

function refusalOf(...args: Args) {
  try {
    return checkPaymentChoice(...args);
  } catch (error) {
    return error;
  }
}

test.each<[string, Args[0], Args[1], ReturnType<typeof checkPaymentChoice>]>([
  ['a free visit needs no way of paying', free, {}, { free: true }],
  ['a fee that is paid already is not asked again', { ...free, paid: true }, {}, { free: true }],
  ['a fee is paid in a way that is offered', fee, { method: 'bancontact', returnUrl }, { free: false, method: 'bancontact', returnUrl }],
])('%s', (_rule, quote, choice, expected) => {
  expect(checkPaymentChoice(quote, choice)).toEqual(expected);
});

test.each<[string, Args[0], Args[1], string, string, string]>([
  ['a way of paying for a free visit is a mistake', free, { method: 'bancontact' }, 'nothing-to-pay', 'method', 'there is no fee'],
  ['a way of paying a fee that is paid already is a mistake, and we say that it is paid', { ...free, paid: true }, { method: 'transfer' }, 'nothing-to-pay', 'method', 'paid already'],
  ['a fee without a way of paying is a mistake, and we say which ones there are', fee, { returnUrl }, 'method-missing', 'method', 'bancontact, transfer'],
  ['a way of paying that is not offered is refused', fee, { method: 'online-banking', returnUrl }, 'method-not-offered', 'method', 'bancontact, transfer'],
  ['a payment needs an address to come back to', fee, { method: 'bancontact' }, 'return-url-missing', 'returnUrl', 'required'],
])('%s', (_rule, quote, choice, type, name, detail) => {
  expect(refusalOf(quote, choice)).toMatchObject({ type: `request.${type}`, code: 422, data: { retry: 'never', issues: [{ in: 'body', name, detail: expect.stringContaining(detail) }] } });
});

test('whatever is chosen: nobody pays for what is free, and nobody gets for free what has a fee', () => {
  const anyMethod = fc.constantFrom(...paymentMethod.options);
  fc.assert(fc.property(fc.nat({ max: 10_000 }), fc.uniqueArray(anyMethod), fc.boolean(), fc.option(anyMethod, { nil: undefined }), (amount, offered, paid, method) => {
    const outcome = refusalOf({ amount, methods: offered, paid }, { method, returnUrl });
    if (outcome instanceof Error) return;
    expect(outcome).toEqual(amount === 0 ? { free: true } : { free: false, method, returnUrl });
    expect(amount === 0 ? method === undefined : method !== undefined && offered.includes(method)).toBe(true);
  }));
});
