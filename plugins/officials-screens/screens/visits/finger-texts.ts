import type { z } from 'zod';
import type { captureView } from '#plugins/biometrics/biometrics.contract.ts';
import type { Language } from '#services/kernel/context.ts';
import { defineTexts, type Text } from '#services/kernel/texts.ts';

export type Finger = z.output<typeof captureView>['nextFingers'][number];

export const fingerTexts = defineTexts({
  'left-index': { nl: 'linkerwijsvinger', fr: 'index gauche', de: 'linker Zeigefinger', en: 'left index finger' },
  'right-index': { nl: 'rechterwijsvinger', fr: 'index droit', de: 'rechter Zeigefinger', en: 'right index finger' },
  'left-middle': { nl: 'linkermiddelvinger', fr: 'majeur gauche', de: 'linker Mittelfinger', en: 'left middle finger' },
  'right-middle': { nl: 'rechtermiddelvinger', fr: 'majeur droit', de: 'rechter Mittelfinger', en: 'right middle finger' },
  'left-ring': { nl: 'linkerringvinger', fr: 'annulaire gauche', de: 'linker Ringfinger', en: 'left ring finger' },
  'right-ring': { nl: 'rechterringvinger', fr: 'annulaire droit', de: 'rechter Ringfinger', en: 'right ring finger' },
  'left-little': { nl: 'linkerpink', fr: 'auriculaire gauche', de: 'linker kleiner Finger', en: 'left little finger' },
  'right-little': { nl: 'rechterpink', fr: 'auriculaire droit', de: 'rechter kleiner Finger', en: 'right little finger' },
  'left-thumb': { nl: 'linkerduim', fr: 'pouce gauche', de: 'linker Daumen', en: 'left thumb' },
  'right-thumb': { nl: 'rechterduim', fr: 'pouce droit', de: 'rechter Daumen', en: 'right thumb' },
} satisfies Record<Finger, Text>);

export function nameFingers(fingers: readonly Finger[], language: Language): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(fingers.map((finger) => fingerTexts[finger][language]));
}
