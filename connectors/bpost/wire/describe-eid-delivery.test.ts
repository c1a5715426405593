import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeEidDelivery } from './describe-eid-delivery.ts';

test('the OpenAPI that bpost was given is what is spoken: another one is another version', () => {
  expect(JSON.parse(readFileSync(join(import.meta.dirname, 'eid-delivery-v1.openapi.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(describeEidDelivery())));
});
