import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { childrenOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { writeXml } from '#services/wire-kit/write-xml.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { demand, xmllint } from '#tools/system-packages/packages.ts';
import { bpost } from '../bpost.port.ts';
import { bpostSettings } from '../live/bpost-settings.ts';
import { orderFor } from '../live/fit-order.ts';
import { writeQuestion } from '../live/proof-over-soap.ts';
import { writeCancellation, writeOrder } from '../live/write-order.ts';

/** An independent validator judges what we send to bpost. */

const folder = mkdtempSync(join(tmpdir(), 'bpost-xsd-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the validator says; empty when it has nothing to say. */
function verdict(message: string, schema: string): string {
  const file = join(folder, 'message.xml');
  writeFileSync(file, message);
  const { status, stderr } = spawnSync(demand(xmllint), ['--nonet', '--noout', '--schema', join(import.meta.dirname, schema), file], { encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

const settings = bpostSettings.parse({ account: '123456', passPhrase: 'env:PASS', eidDelivery: { url: 'https://eid.example' }, proofing: { kind: 'soap' } });
const key = '3f0e4a52-5b7e-4c2e-9a8d-6d8c0a4f2b11';
const address = { street: 'Dorpsstraat', houseNumber: '12', postcode: '3070', city: 'Kortenberg' };
const receiver = { name: 'Test Person', address, mobile: '+32470000000', email: 'test@example.be', language: 'nl' } as const;
const announced = { reference: 'b-1', receiver, moment: { start: Date.UTC(2026, 10, 26, 8), end: Date.UTC(2026, 10, 26, 11) } };
const write = (changes: object) => writeOrder(orderFor(bpost.operations.announceDelivery.input.parse({ ...announced, ...changes }), { key, dossier: key }, settings));

const text = (most: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }).filter((value) => value.length <= most);
const addresses = fc.record({ street: text(100), houseNumber: text(12), box: fc.option(text(12), { nil: undefined }), postcode: fc.constant('3070'), city: text(60) });

/** What is written, or nothing where it is refused with the name of a field. */
function unlessRefused(make: () => string): string | undefined {
  try {
    return make();
  } catch (error) {
    if (!isFailure(error, 'bpost.does-not-fit') || !error.data.issues?.every(({ name }) => name !== '')) throw error;
    return undefined;
  }
}

test('every order that we send is one that the schema allows; what it would not is refused before, by the name of the field', () => {
  const receivers = fc.record({
    name: text(40), address: addresses, mobile: fc.option(fc.oneof(text(20), fc.constant('0470 00 00 00')), { nil: null }), email: fc.option(fc.oneof(text(50), fc.emailAddress({ size: 'small' }).filter((mail) => mail.length <= 50)), { nil: null }),
    language: fc.constantFrom('nl', 'fr', 'de', 'en'),
  });
  let written = 0;
  fc.assert(fc.property(text(100), receivers, fc.integer({ min: 0, max: 4e12 }), (reference, one, start) => {
    const order = unlessRefused(() => write({ reference, receiver: one, moment: { start, end: start } }));
    if (order === undefined) return;
    written += 1;
    expect(verdict(order, 'shm-order-v5.xsd')).toBe('');
  }), { numRuns: 60 });
  expect(written).toBeGreaterThan(5);
});

test('an order for somebody who cannot be reached is one, too', () => {
  expect(verdict(write({ receiver: { ...receiver, mobile: null, email: null } }), 'shm-order-v5.xsd')).toBe('');
});

test('the schema refuses what Shipping Manager would: another order of elements, another namespace, another length', () => {
  const good = write({});
  expect(verdict(good, 'shm-order-v5.xsd')).toBe('');
  for (const [from, to] of [
    ['<tns:accountId>123456</tns:accountId>', ''], ['<national:weight>100</national:weight>', ''], ['deepintegration/v5/national', 'deepintegration/v3/national'],
    ['<common:streetName>Dorpsstraat<', `<common:streetName>${'x'.repeat(41)}<`], ['<common:countryCode>BE<', '<common:countryCode>be<'], ['value="AM"', 'value="NIGHT"'], ['language="NL"', ''],
    ['<national:requestedDeliveryDate>2026-11-26<', '<national:requestedDeliveryDate>26/11/2026<'],
  ] as const) {
    const broken = good.replace(from, to);
    expect(broken).not.toBe(good);
    expect(verdict(broken, 'shm-order-v5.xsd')).not.toBe('');
  }
});

test('a cancellation is one that the schema allows', () => {
  expect(verdict(writeCancellation(), 'shm-order-update-v3.xsd')).toBe('');
  expect(verdict(writeCancellation().replace('CANCELLED', 'DELIVERED'), 'shm-order-update-v3.xsd')).not.toBe('');
});

test('every question about an address is one that the schema allows, or is refused by the name of its part', () => {
  fc.assert(fc.property(addresses, (one) => {
    const question = unlessRefused(() => writeQuestion(one, 'eID aan huis'));
    if (question === undefined) return;
    const [content] = childrenOf(childrenOf(readXml(Buffer.from(question)))[0] ?? readXml(Buffer.from(question)));
    expect(content && verdict(writeXml(content), 'address-proofing-v001.xsd')).toBe('');
  }), { numRuns: 40 });
});
