import { isOnThisMachine } from './on-this-machine.ts';

test('an address is on this machine by where it leads, not by how it begins', () => {
  for (const address of ['http://127.0.0.1', 'http://127.0.0.1:3100/biza', 'http://localhost/x', 'http://[::1]:80/']) expect([address, isOnThisMachine(address)]).toEqual([address, true]);
  for (const address of ['http://127.0.0.1:80@evil.example', 'http://127.0.0.1@evil.example/', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example', 'http://user:word@localhost/', 'http://10.0.0.1', 'no address', '']) expect([address, isOnThisMachine(address)]).toEqual([address, false]);
});
