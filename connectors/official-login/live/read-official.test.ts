import { z } from 'zod';
import { officialLoginSettings } from './official-login-settings.ts';
import { readOfficial } from './read-official.ts';

const settings = (changes: object = {}) => officialLoginSettings.parse({
  flavour: 'acm-idm', issuer: 'https://login.example/op', clientId: 'us', authentication: { kind: 'secret-basic', secret: 'env:SECRET' }, scopes: ['vo', 'app'], rolesClaim: 'app_rol_3d', returnUrls: ['https://stad.example/balie'], ...changes,
});
const rolesOf = (roles: unknown, changes: object = {}) => z.object({ roles: z.unknown() }).parse(readOfficial(settings(changes), { vo_id: 'els.peeters', app_rol_3d: roles })).roles;

test('each role comes with the organisation in which it is held', () => {
  expect(rolesOf(['clerk:OVO002949', 'official:OVO001835'])).toEqual([{ role: 'clerk', organisation: 'OVO002949' }, { role: 'official', organisation: 'OVO001835' }]);
});
test('one role may come as a text, and who holds none has no such claim', () => {
  expect(rolesOf('clerk:OVO002949')).toEqual([{ role: 'clerk', organisation: 'OVO002949' }]);
  expect(rolesOf(undefined)).toEqual([]);
});
test('the organisation is what follows the last colon', () => {
  expect(rolesOf(['administrator:OVO-A:OVO-B'])).toEqual([{ role: 'administrator:OVO-A', organisation: 'OVO-B' }]);
});
test.each(['clerk', 'clerk:', ':OVO002949', 'clerk: OVO002949', 'clerk:OVO002949\n', ''])('what does not look like a role gives none', (text) => {
  expect(rolesOf([text])).toEqual([]);
});
test('a role is called as this house calls it, and one that has no name here gives nothing', () => {
  const roleNames = { Medewerker: 'clerk' };
  expect(rolesOf(['Medewerker:OVO002949', 'administrator:OVO002949', 'constructor:OVO002949'], { roleNames })).toEqual([{ role: 'clerk', organisation: 'OVO002949' }]);
});
test.each<[string, Record<string, unknown>]>([['without a reference', { app_rol_3d: [] }], ['with a reference that is empty', { vo_id: '' }], ['with roles that are no texts', { vo_id: 'els.peeters', app_rol_3d: [{ role: 'clerk' }] }]])('an official %s is none', (_what, claims) => {
  expect(readOfficial(settings(), claims)).toBeUndefined();
});
test('another claim may be the reference', () => {
  expect(readOfficial(settings({ officialClaim: 'sub' }), { sub: 'a-reference', vo_id: 'another' })).toEqual({ official: 'a-reference', roles: [] });
});

test('where officials are sent back to is agreed on beforehand: settings without it do not hold, and a sandbox on this machine needs none', () => {
  expect(officialLoginSettings.safeParse({ ...settings(), returnUrls: undefined }).error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([['returnUrls', 'the return addresses of the municipality are needed: a person is sent back to no other']]);
  expect(settings({ issuer: 'http://127.0.0.1:4000/op', returnUrls: undefined }).returnUrls).toBeUndefined();
  expect(() => settings({ issuer: 'https://127.0.0.1.example/op', returnUrls: undefined })).toThrow('return addresses');
  expect(() => settings({ returnUrls: [] })).toThrow('returnUrls');
});
