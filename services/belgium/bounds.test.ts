import * as fc from 'fast-check';
import { dayOf } from './brussels-time.ts';
import { addDays, daySchema } from './day.ts';
import { instantSchema } from './instant.ts';
import { webAddressSchema } from './web-address.ts';

test('every instant that is taken has a day in Belgium, and a day after it', () => {
  const [first, last] = [Date.UTC(1900, 0, 1), Date.UTC(2200, 0, 1)];
  fc.assert(fc.property(fc.integer({ min: first, max: last }), (instant) => instantSchema.safeParse(instant).success && daySchema.safeParse(addDays(dayOf(instant), 400)).success));
  expect([first - 1, last + 1].map((instant) => instantSchema.safeParse(instant).success)).toEqual([false, false]);
});

test.each([253_402_300_800_000, 8_640_000_000_000_000, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 1.5, Number.NaN])('%d is no instant', (instant) => {
  expect(instantSchema.safeParse(instant).success).toBe(false);
});

test.each(['9999-12-31', '0001-01-01', '2026-02-30', '24/11/2026'])('%s is no day on which people live', (day) => expect(daySchema.safeParse(day).success).toBe(false));

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'nonsense'])('nobody is sent to %s', (address) => expect(webAddressSchema.safeParse(address).success).toBe(false));
test.each(['https://stad.gent.example/terug?a=b', 'http://127.0.0.1:3000/'])('a browser may be sent to %s', (address) => expect(webAddressSchema.safeParse(address).success).toBe(true));
