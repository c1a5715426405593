import * as fc from 'fast-check';
import { testPerson } from './card-person.ts';
import { addressFile, identityFile, signedAddress } from './identity-files.ts';
import { field } from './tag-length-value.ts';
import { testPhoto } from './test-photo.ts';

const options = { chipNumber: Buffer.alloc(16, 1), photoHash: 'sha256' } as const;

test('a field says how long it is: 255 and more take more bytes, each 255 but the last', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 800 }), (value) => {
    const written = field(7, value);
    let [length, at] = [0, 1];
    while (written[at] === 255) {
      length += 255;
      at++;
    }
    expect([written[0], length + (written[at] ?? 0), Buffer.compare(written.subarray(at + 1), value)]).toEqual([7, value.length, 0]);
  }));
});

test.each([['nl', '2001-03-05', '05 MAAR 2001', 'V'], ['fr', '1999-08-31', '31 AOUT 1999', 'F'], ['de', '1970-12-01', '01 DEZ  1970', 'W']] as const)(
  'a card in %s writes %s as "%s", and a woman as its language does', (language, birthDay, written, sex) => {
    const file = identityFile(testPerson({ language, birthDay, sex: 'f' }), options);
    expect(file.includes(Buffer.concat([field(12, written), field(13, sex)]))).toBe(true);
  },
);

test('the signature of an address covers what is written, not the zeros behind it, and all of the signature of the identity', () => {
  const [file, signature] = [addressFile(testPerson()), Buffer.from('signature\0\0')];
  expect(file).toHaveLength(117);
  const signed = signedAddress(file, signature);
  expect(signed).toEqual(Buffer.concat([Buffer.from(file.toString('latin1').replace(/\0+$/, ''), 'latin1'), signature]));
});

test('two cards have two photos, of one length', () => {
  const [one, other] = [testPhoto('1'), testPhoto('2')];
  expect(one.equals(other)).toBe(false);
  expect([one.length, one.subarray(0, 2).toString('hex'), one.subarray(-2).toString('hex')]).toEqual([other.length, 'ffd8', 'ffd9']);
});
