import { basicHeader, provesPassword } from './basic-password.ts';

const agreed = { user: 'bank', password: 'wacht:wóórd' };
const encoded = (text: string) => Buffer.from(text, 'utf8').toString('base64');

test('the agreed user and password are taken, also with a colon and letters beyond ASCII', () => {
  expect(provesPassword(agreed, basicHeader(agreed))).toBe(true);
});
test('the name of the scheme has no case', () => {
  expect(provesPassword(agreed, basicHeader(agreed).replace('Basic', 'bASIC'))).toBe(true);
});
test.each<[string, string | undefined]>([
  ['nothing', undefined], ['an empty header', ''], ['the scheme alone', 'Basic '], ['another password', basicHeader({ ...agreed, password: 'wacht' })], ['another user', basicHeader({ ...agreed, user: 'bpost' })],
  ['a password that goes on', basicHeader({ ...agreed, password: `${agreed.password}x` })], ['an empty user and password', `Basic ${encoded(':')}`], ['user and password in clear', `Basic ${agreed.user}:${agreed.password}`],
  ['another scheme', basicHeader(agreed).replace('Basic', 'Bearer')], ['something behind it', `${basicHeader(agreed)}, Basic`],
])('%s is refused', (_what, header) => {
  expect(provesPassword(agreed, header)).toBe(false);
});
