import { birthDateOf } from '#services/belgium/insz.ts';
import type { Ctx } from '#services/kernel/context.ts';
import type { biometrics } from './biometrics.contract.ts';
import { biometricsFailures } from './biometrics.failures.ts';

/** From the national number where it tells, else from BiZa. Never a guess: the law counts in years of age. @throws biometrics.birth-date-unknown */
export async function findBirthDate(ctx: Pick<Ctx<typeof biometrics>, 'ports'>, insz: string): Promise<string> {
  const birthDate = birthDateOf(insz) ?? (await ctx.ports.biza.person({ insz }))?.birthDate;
  if (birthDate === undefined || birthDate === null) throw biometricsFailures['birth-date-unknown']();
  return birthDate;
}
