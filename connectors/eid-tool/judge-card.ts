import type { z } from 'zod';
import { ageOn } from '#services/belgium/age.ts';
import { birthDateOf } from '#services/belgium/insz.ts';
import type { card } from './eid-tool.port.ts';

export type NotAtHome = 'kids-id' | 'foreigners-card' | 'certificates-only' | 'under-age';

/** Why a card is not renewed at home, as far as the card itself says. */
export function judgeCard({ kind, renewal, insz }: Pick<z.output<typeof card>, 'kind' | 'renewal' | 'insz'>, { minimumAge, day }: { minimumAge: number; day: string }): NotAtHome | undefined {
  if (kind === 'kids-id') return 'kids-id';
  if (kind === 'foreigner') return 'foreigners-card';
  if (renewal === 'certificates') return 'certificates-only';
  const birthDate = birthDateOf(insz);
  return birthDate !== undefined && ageOn(birthDate, day) < minimumAge ? 'under-age' : undefined;
}
