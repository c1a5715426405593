import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeAccounts } from './describe-accounts.ts';

test('the OpenAPI that a municipality\'s treasury was given is what is spoken: another one is another version', () => {
  expect(JSON.parse(readFileSync(join(import.meta.dirname, 'accounts-v1.openapi.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(describeAccounts())));
});
