import { codeChallengeOf, newLoginSecrets, sameSecret } from './login-secrets.ts';

test('every login has secrets of its own, none of them like another, each too long to guess', () => {
  const secrets = Array.from({ length: 20 }, newLoginSecrets).flatMap(({ state, nonce, codeVerifier }) => [state, nonce, codeVerifier]);
  expect(new Set(secrets).size).toBe(60);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test('the challenge of a login is that of RFC 7636, appendix B', () => {
  expect(codeChallengeOf({ state: '', nonce: '', codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' })).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test.each([
  ['geheim', 'geheim', true], ['geheim', 'gehein', false], ['geheim', 'geheim ', false], ['geheim', '', false], ['', '', true], ['é', 'e', false],
])('the secret %j compared with %j: %s', (expected, given, same) => expect(sameSecret(expected, given)).toBe(same));
