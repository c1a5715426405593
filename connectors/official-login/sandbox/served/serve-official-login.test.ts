import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { houseSecretFile } from '#connectors/login-kit/serving/house-keys.ts';
import { servedSide, type ServedSide } from '#connectors/login-kit/serving/served-side.ts';
import { walkLogin } from '#connectors/login-kit/serving/walk-login.ts';
import { officialLogin } from '../../official-login.port.ts';
import { liveOfficialLogin } from '../../live/live-official-login.ts';
import { openOfficialLogin } from '../open-official-login.ts';
import { servedOfficialLogin } from './serve-official-login.ts';

let side: ServedSide<typeof officialLogin>;
beforeEach(async () => { side = await servedSide({ open: openOfficialLogin, served: servedOfficialLogin, live: liveOfficialLogin }, {}, officialLogin.id); });
afterEach(() => side.close());

const returnUrl = 'https://gemeente.example/balie';
const logIn = async (form: Record<string, string>) => {
  const codeVerifier = randomBytes(32).toString('base64url');
  const nonce = randomUUID();
  const { url } = await side.port.start({ returnUrl, state: randomUUID(), nonce, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') }, side.bench.call(''));
  const back = await walkLogin(fetch, url, form);
  return side.port.finish({ returnUrl, nonce, codeVerifier, code: back.searchParams.get('code') ?? '', iss: back.searchParams.get('iss') ?? undefined }, side.bench.call(''));
};

test('an official fills in who it is and which roles are held where', async () => {
  expect(await logIn({ official: 'els.peeters', roles: 'clerk:OVO-GENT\r\nadministrator:OVO-KORTENBERG\r\n' })).toEqual({
    official: 'els.peeters', roles: [{ role: 'clerk', organisation: 'OVO-GENT' }, { role: 'administrator', organisation: 'OVO-KORTENBERG' }],
  });
});

test.each([{ official: '', roles: '' }, { official: 'els.peeters', roles: 'clerk' }])('a form that is not right is asked again', async (form) => {
  await expect(logIn(form)).rejects.toThrow('HTTP 422');
});

test('neither name nor national number is asked', async () => {
  const { url } = await side.port.start({ returnUrl, state: 's', nonce: 'n', codeChallenge: 'c'.repeat(43) }, side.bench.call(''));
  expect(new URL(url).searchParams.get('scope')).toBe('openid vo eidaanhuis');
});

test('the check says that our secret is taken, and that another one is not', async () => {
  expect((await liveOfficialLogin.check(side.env))[1]).toEqual({ what: 'credentials', ok: true, says: 'The login service takes our credentials.' });
  writeFileSync(houseSecretFile(join(side.bench.env.folder, officialLogin.id)), 'another');
  expect((await liveOfficialLogin.check(side.env))[1]).toMatchObject({ what: 'credentials', ok: false });
});
