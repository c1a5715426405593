import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretReference } from '#services/kernel/secret.ts';
import { readSecret } from './read-secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a secret that was replaced in its file counts from then on', () => {
  const file = join(folder, 'pass-phrase');
  writeFileSync(file, 'the first\n');
  expect(readSecret(`file:${file}`)).toBe('the first');
  writeFileSync(file, 'the second');
  expect(readSecret(`file:${file}`)).toBe('the second');
});

test('a secret may stand in a variable of the environment', () => {
  expect(readSecret('env:PATH')).toContain('/');
});

test.each(['env:NOBODY_SETS_THIS', `file:${join(folder, 'not-there')}`])('a secret that is missing is named by where it should stand: %s', (reference) => {
  expect(() => readSecret(reference)).toThrow(expect.objectContaining({ type: 'secret.missing', data: expect.objectContaining({ issues: [expect.objectContaining({ name: reference })] }) }));
});

test('a secret that is written in the configuration itself is refused, and not repeated', () => {
  const refused = secretReference.safeParse('s3cret-pass-phrase');
  expect(refused.success).toBe(false);
  expect(JSON.stringify(refused.error?.issues)).not.toContain('s3cret');
});
