import { postcodeCentroids } from './postcode-centroids.ts';

const earthRadiusKm = 6371;
/** A road is longer than the straight line. In towns and villages 1.2 to 1.4 times. */
const detour = 1.3;
/** To leave, to park, to walk to the door. */
const stopMinutes = 5;
/** The first kilometres of a drive go through streets, the next on larger roads, what is left on the ring. Kilometres of road, km/h. */
const bands = [{ upTo: 4, speed: 24 }, { upTo: 16, speed: 45 }, { upTo: Infinity, speed: 80 }] as const;

/** As the crow flies, between the middles of two Belgian postcodes; `undefined` when it is not known where one of them is. */
export function kilometresBetween(from: string, to: string): number | undefined {
  const [a, b] = [postcodeCentroids[from], postcodeCentroids[to]];
  if (!a || !b) return undefined;
  // The haversine formula.
  const [north, east] = [sineOfHalf(b[0] - a[0]), sineOfHalf(b[1] - a[1])];
  const chord = north ** 2 + Math.cos(radians(a[0])) * Math.cos(radians(b[0])) * east ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(chord));
}

/**
 * Minutes from door to door by car over so many kilometres as the crow flies, whole and rounded up. An estimate to plan by: further is
 * never sooner, and a drive by way of another place is never shorter.
 */
export function driveMinutes(kilometres: number): number {
  const road = kilometres * detour;
  let [minutes, from] = [stopMinutes, 0];
  for (const { upTo, speed } of bands) {
    minutes += Math.max(0, Math.min(road, upTo) - from) * 60 / speed;
    from = upTo;
  }
  return Math.ceil(minutes);
}

const radians = (degrees: number) => degrees * Math.PI / 180;
const sineOfHalf = (degrees: number) => Math.sin(radians(degrees) / 2);
