import { readClientAddress } from './client-address.ts';

const asked = (remoteAddress: string, forwarded?: string) => ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } });
const from = (trusted: readonly string[], remoteAddress: string, forwarded?: string) => readClientAddress(trusted)(asked(remoteAddress, forwarded)).from;

test('without a proxy that is trusted the connection itself counts, whatever a caller writes', () => {
  expect(from([], '203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
  expect(from(['10.0.0.5'], '203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
});

test.each<[string, string[], string, string | undefined, string]>([
  ['what a trusted proxy wrote counts', ['10.0.0.5'], '10.0.0.5', '198.51.100.1', '198.51.100.1'],
  ['what stood there before it was anybody\'s to write', ['10.0.0.5'], '10.0.0.5', '192.0.2.66, 198.51.100.1', '198.51.100.1'],
  ['of two trusted proxies the first one saw the caller', ['10.0.0.0/8'], '10.0.0.5', '192.0.2.66, 198.51.100.1, 10.2.3.4', '198.51.100.1'],
  ['a caller that writes the address of a proxy gains nothing', ['10.0.0.5'], '10.0.0.5', '10.0.0.5, 198.51.100.1', '198.51.100.1'],
  ['a proxy that says nothing counts itself', ['10.0.0.5'], '10.0.0.5', undefined, '10.0.0.5'],
  ['a proxy that says what is no address counts itself', ['10.0.0.5'], '10.0.0.5', 'unknown', '10.0.0.5'],
  ['a port is left out', ['10.0.0.5'], '10.0.0.5', '198.51.100.1:4711', '198.51.100.1'],
  ['an IPv4 address stays one when it is written as IPv6', ['10.0.0.5'], '::ffff:10.0.0.5', '198.51.100.1', '198.51.100.1'],
  ['a proxy may have an IPv6 address', ['2001:db8::5'], '2001:db8::5', '[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
])('%s', (_title, trusted, remote, forwarded, expected) => {
  expect(from(trusted, remote, forwarded)).toBe(expected);
});

test('the many IPv6 addresses of one subscriber are one', () => {
  expect(new Set(['2001:db8:1:2::1', '2001:DB8:1:2:ffff:0:0:1', '2001:db8:1:2:0:0:0:0', '2001:0db8:0001:0002::7'].map((address) => from([], address)))).toEqual(new Set(['2001:db8:1:2::/64']));
  expect(from([], '2001:db8:1:3::1')).toBe('2001:db8:1:3::/64');
  expect(from([], '::1')).toBe('0:0:0:0::/64');
});

test('it is seen when a proxy that nobody named passes requests on', () => {
  const unnamed = (trusted: string[]) => readClientAddress(trusted)(asked('10.0.0.5', '198.51.100.1')).unnamedProxy;
  expect([unnamed([]), unnamed(['10.0.0.5'])]).toEqual([true, false]);
});
