import { noSecrets, secretReference } from './secret.ts';

test.each(['env:PSP_KEY', 'env:K9', 'file:/run/secrets/key', 'file:key'])('a secret is named by where it stands: %s', (reference) => {
  expect(secretReference.parse(reference)).toBe(reference);
});

test.each(['hunter2', 'env:', 'env:lower', 'env:9K', 'env:PSP-KEY', 'env:PSP_KEY ', ' env:PSP_KEY', 'file:', 'a file:/key', 'vault:key', ''])('a setting that could be a secret itself is refused: %j', (given) => {
  expect(secretReference.safeParse(given).error?.issues).toEqual([expect.objectContaining({ message: 'a secret is named by env:NAME or file:/path, never written here' })]);
});

test('a form knows that a setting names a secret', () => expect(secretReference.meta()).toMatchObject({ secret: true }));

test('where nothing live is opened no secret is read, and who tries is told which', () => {
  expect(() => noSecrets('env:PSP_KEY')).toThrow("no secrets are read here ('env:PSP_KEY')");
});
