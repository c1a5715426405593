import type { Finger } from '../fingerprint-device.ts';

interface FingerOfSbi {
  /** As `bioSubType` has it. */
  readonly name: string;
  /** Finger position of ISO/IEC 19794-4. */
  readonly position: number;
  /** `deviceSubId` of a slap device: left hand, right hand, both thumbs. */
  readonly slap: '1' | '2' | '3';
}

export const sbiFingers: Readonly<Record<Finger, FingerOfSbi>> = {
  'right-thumb': { name: 'Right Thumb', position: 1, slap: '3' },
  'right-index': { name: 'Right IndexFinger', position: 2, slap: '2' },
  'right-middle': { name: 'Right MiddleFinger', position: 3, slap: '2' },
  'right-ring': { name: 'Right RingFinger', position: 4, slap: '2' },
  'right-little': { name: 'Right LittleFinger', position: 5, slap: '2' },
  'left-thumb': { name: 'Left Thumb', position: 6, slap: '3' },
  'left-index': { name: 'Left IndexFinger', position: 7, slap: '1' },
  'left-middle': { name: 'Left MiddleFinger', position: 8, slap: '1' },
  'left-ring': { name: 'Left RingFinger', position: 9, slap: '1' },
  'left-little': { name: 'Left LittleFinger', position: 10, slap: '1' },
};

/** What is asked in one go: one finger of a device with one place, the fingers of one place of a slap device. */
export interface Turn { readonly subId: string; readonly fingers: readonly Finger[]; readonly exceptions: readonly Finger[] }

/** The fingers in the order they were asked, in as few turns as the device allows. */
export function turnsFor(fingers: readonly Finger[], exceptions: readonly Finger[], device: { readonly subType: string; readonly subIds: readonly string[] }): readonly Turn[] {
  if (device.subType.toLowerCase() !== 'slap') return fingers.map((finger) => ({ subId: device.subIds[0] ?? '0', fingers: [finger], exceptions }));
  const places = [...new Set(fingers.map((finger) => sbiFingers[finger].slap))];
  const at = (place: string) => (finger: Finger) => sbiFingers[finger].slap === place;
  return places.map((place) => ({ subId: place, fingers: fingers.filter(at(place)), exceptions: exceptions.filter(at(place)) }));
}
