import type { z } from 'zod';
import type { parcelState } from '../bpost.port.ts';

type ParcelState = z.output<typeof parcelState>;

const codes: Readonly<Partial<Record<ParcelState, readonly string[]>>> = {
  delivered: ['U00', 'U01', 'U02', 'U03', 'U04', 'U05', 'U06', 'U07', 'U08'],
  'refused-by-receiver': ['B03', 'B23'],
  'not-home': ['B04', 'N01', 'N02'],
  'wrong-address': ['B06', 'B07', 'B09', 'B10'],
  'ready-for-pickup': ['N74', 'R13'],
  'out-for-delivery': ['L00'],
  damaged: ['B05', 'B08'],
};

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above are states
const states = new Map(Object.entries(codes).flatMap(([state, all]) => all.map((code) => [code, state as ParcelState])));

/** What a published code of bpost's tracking means; `other` for any that was not published. */
export const stateOfCode = (code: string): ParcelState => states.get(code) ?? 'other';
