import * as fc from 'fast-check';
import { driveMinutes, kilometresBetween } from './drive-minutes.ts';
import { postcodeCentroids } from './postcode-centroids.ts';

/** Town halls and churches, to two decimals. */
const knownTowns: readonly [postcode: string, town: string, latitude: number, longitude: number][] = [
  ['1000', 'Brussel', 50.85, 4.35], ['1150', 'Sint-Pieters-Woluwe', 50.83, 4.44], ['1300', 'Waver', 50.72, 4.61], ['1500', 'Halle', 50.73, 4.24], ['1800', 'Vilvoorde', 50.93, 4.43],
  ['2000', 'Antwerpen', 51.22, 4.4], ['2300', 'Turnhout', 51.32, 4.95], ['2387', 'Baarle-Hertog', 51.44, 4.93], ['2500', 'Lier', 51.13, 4.57], ['2800', 'Mechelen', 51.03, 4.48],
  ['3000', 'Leuven', 50.88, 4.7], ['3070', 'Kortenberg', 50.89, 4.54], ['3404', 'Neerlanden', 50.78, 5.08], ['3500', 'Hasselt', 50.93, 5.34], ['3600', 'Genk', 50.97, 5.5],
  ['3700', 'Tongeren', 50.78, 5.46], ['4000', 'Luik', 50.64, 5.57], ['4700', 'Eupen', 50.63, 6.04], ['4800', 'Verviers', 50.59, 5.87], ['5000', 'Namen', 50.47, 4.87],
  ['6000', 'Charleroi', 50.41, 4.44], ['6600', 'Bastenaken', 50, 5.72], ['6700', 'Aarlen', 49.68, 5.82], ['6831', 'Noirfontaine', 49.82, 5.09], ['7000', 'Bergen', 50.45, 3.95],
  ['7500', 'Doornik', 50.61, 3.39], ['8000', 'Brugge', 51.21, 3.22], ['8400', 'Oostende', 51.22, 2.92], ['8500', 'Kortrijk', 50.83, 3.27], ['9000', 'Gent', 51.05, 3.72],
];

test.each(knownTowns)('%s lies where %s is', (postcode, _town, latitude, longitude) => {
  const [north, east] = postcodeCentroids[postcode] ?? [0, 0];
  // 5 kilometres: a postcode of many villages has its middle beside the town.
  expect(Math.abs(north - latitude)).toBeLessThan(0.045);
  expect(Math.abs(east - longitude)).toBeLessThan(0.071);
});

test('every postcode is one of four digits, within Belgium', () => {
  expect(Object.keys(postcodeCentroids).length).toBeGreaterThan(1_100);
  for (const [postcode, [latitude, longitude]] of Object.entries(postcodeCentroids)) {
    expect(postcode).toMatch(/^[1-9]\d{3}$/);
    expect([latitude > 49.49 && latitude < 51.51, longitude > 2.54 && longitude < 6.41]).toEqual([true, true]);
  }
});

test.each([['9000', '9050', 15], ['9000', '9052', 20], ['9031', '9042', 35], ['9000', '9000', 5], ['9000', '3070', 78]])('from %s to %s is %s minutes by car', (from, to, minutes) => {
  expect(driveMinutes(kilometresBetween(from, to) ?? 0)).toBe(minutes);
});

test('how far it is to a postcode that has no place is not known', () => {
  expect([kilometresBetween('9000', '0612'), kilometresBetween('9999', '9000')]).toEqual([undefined, undefined]);
});

const postcode = fc.constantFrom(...Object.keys(postcodeCentroids));
const minutesBetween = (from: string, to: string) => driveMinutes(kilometresBetween(from, to) ?? Number.NaN);

test('there and back take the same time', () => {
  fc.assert(fc.property(postcode, postcode, (a, b) => expect(minutesBetween(a, b)).toBe(minutesBetween(b, a))));
});

test('further is never sooner, and never less than getting out of the car', () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 300, noNaN: true }), fc.double({ min: 0, max: 300, noNaN: true }), (near, more) => {
    expect(driveMinutes(near)).toBeGreaterThanOrEqual(5);
    expect(driveMinutes(near + more)).toBeGreaterThanOrEqual(driveMinutes(near));
  }));
});

test('a drive by way of another postcode is never shorter', () => {
  fc.assert(fc.property(postcode, postcode, postcode, (a, b, c) => expect(minutesBetween(a, c)).toBeLessThanOrEqual(minutesBetween(a, b) + minutesBetween(b, c))));
});
