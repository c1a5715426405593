import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import * as fc from 'fast-check';
import { formatCardNumber, makeCardNumber } from '#services/belgium/card-number.ts';
import { formatInsz, makeInsz } from '#services/belgium/insz.ts';
import { openLog } from './open-log.ts';

/** One line as it is written. */
function written(fields: Readonly<Record<string, unknown>>, message = 'something happened'): string {
  let text = '';
  const log = openLog('info', 'node-1', new Writable({ write: (part, _encoding, done) => { text += String(part); done(); } }));
  log.error(fields, message);
  return text;
}

const insz = fc.tuple(fc.integer({ min: 1, max: 998 }), fc.boolean()).map(([serial, testPerson]) => makeInsz('1985-07-30', serial, { testPerson }));
const card = fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }).map((number) => makeCardNumber(String(number)));
const secrets = fc.oneof(
  insz, insz.map(formatInsz), insz.map((number) => formatInsz(number).replaceAll('.', '')), card, card.map(formatCardNumber),
  fc.constantFrom('an.peeters+eid@gent.example.be', 'élodie@example.org', '+32470123456', '+32 470 12 34 56', '0032 470/12.34.56', '0470 12 34 56', '0470123456', '09 266 12 34', 'BE68539007547034', 'BE68 5390 0754 7034'),
);

test('what gives a person away is written in no log line, wherever it stands', () => {
  fc.assert(fc.property(secrets, fc.constantFrom('', ' ', '(', '"', ': ', ', '), (secret, beside) => {
    const around = `${beside}${secret}${beside}`;
    const line = written({ at: [`no ${around}`], deep: { in: { it: around } }, [`field ${secret}`]: 1 }, `not found: ${around}`);
    expect(line).not.toContain(secret);
  }), { numRuns: 300 });
});

test('fields that hold personal data are left out by their name, whatever stands in them', () => {
  const line = written({ who: { firstNames: ['Noor'], lastName: 'Voorbeeld', birthDate: '1985-07-30', street: 'Dorpsstraat', houseNumber: '12' }, token: 'abc', pin: 1234, insz: 85073003328 });
  for (const word of ['Noor', 'Voorbeeld', '1985-07-30', 'Dorpsstraat', '"12"', 'abc', '1234', '85073003328']) expect(line).not.toContain(word);
});

test('an error says its kind, and nothing of what it says', () => {
  const line = written({ failure: Object.assign(new Error('Jan Peeters is unknown'), { type: 'crm.unknown' }), cause: { error: new TypeError('Peeters') } });
  expect(line).not.toContain('Peeters');
  expect(JSON.parse(line)).toMatchObject({ failure: { error: 'Error', type: 'crm.unknown' }, cause: { error: { error: 'TypeError' } } });
});

test('references, instants, amounts and places in the code are written as they are', () => {
  const fields = {
    effect: randomUUID(), name: 'payment.start', municipality: 'gent', traceId: '0123456789abcdef0123456789abcdef', at: 1_795_930_238_251, amount: 2_500, ok: true, none: null,
    communication: '+++277/1820/43135+++', places: ['at run (file:///srv/eid/services/host/run-work.ts:12:34)'], day: '2026-11-24', status: 'HTTP 503',
  };
  expect(JSON.parse(written(fields))).toMatchObject(fields);
  fc.assert(fc.property(fc.uuid(), fc.nat({ max: 9_999_999_999 }), (effect, figure) => {
    expect(JSON.parse(written({ effect, figure }, `effect ${effect}`))).toMatchObject({ effect, figure, msg: `effect ${effect}` });
  }), { numRuns: 1_000 });
});
