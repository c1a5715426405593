import { isAtThisMachine } from './at-this-machine.ts';

const from = (remoteAddress: string | undefined, headers: Record<string, string> = { host: 'localhost:3000' }) => isAtThisMachine({ socket: { remoteAddress }, headers });

test.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) => { expect(from(address)).toBe(true); });
test.each(['10.0.0.1', '::ffff:10.0.0.1', '128.0.0.1', '1127.0.0.1', 'fe80::1', '', undefined])('%s is another', (address) => { expect(from(address)).toBe(false); });
test.each(['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])('a request with %s comes from somewhere else', (name) => { expect(from('127.0.0.1', { host: 'localhost', [name]: '1.2.3.4' })).toBe(false); });
test.each(['localhost', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST:80'])('it may call us %s', (host) => { expect(from('::1', { host })).toBe(true); });
test.each(['eid.gent.be', 'localhost.evil.example', '127.0.0.1.evil.example', ''])('it may not call us %s', (host) => { expect(from('::1', { host })).toBe(false); });
test('a page of this machine may send it, any other may not', () => {
  expect(from('::1', { host: 'localhost', origin: 'http://localhost:8080' })).toBe(true);
  expect(from('::1', { host: 'localhost', origin: 'null' })).toBe(false);
});
