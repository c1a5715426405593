import { isFailure } from '#services/kernel/failure.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { personNumbers } from '#services/journey/dossier.store.ts';
import { findPerson } from '#services/journey/people.ts';
import type { outreach } from './outreach.contract.ts';

type OutreachCtx = CommandCtx<typeof outreach>;
/** The number in force of who is recognised today; undefined for who is not. `listed`: all numbers of the register at once, where it gives them. */
export interface Recognising { readonly insz: (insz: string) => Promise<string | undefined>; readonly listed: ReadonlySet<string> | undefined }

/** The register's list, held in memory for this night only; a register that answers for one person at a time is asked for one at a time. */
export async function findRecognised(ctx: OutreachCtx): Promise<Recognising> {
  const listed = await listOf(ctx);
  if (listed === undefined) return { listed, insz: (insz) => askedOf(ctx, insz) };
  return {
    listed,
    insz: async (insz) => (listed.has(insz) ? insz : (await numbersOf(ctx, insz)).find((number) => listed.has(number))),
  };
}

async function listOf(ctx: OutreachCtx): Promise<Set<string> | undefined> {
  const numbers = new Set<string>();
  try {
    for (let after: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof ctx.ports.disabilityRegister.recognised>> = await ctx.ports.disabilityRegister.recognised({ on: ctx.today(), after });
      for (const { insz } of page.people) numbers.add(insz);
      if (page.next === null) return numbers;
      after = page.next;
    }
  } catch (error) {
    if (isFailure(error, 'disability-register.not-listed')) return undefined;
    throw error;
  }
}

async function askedOf(ctx: OutreachCtx, insz: string): Promise<string | undefined> {
  const { status, replacedBy } = await ctx.ports.disabilityRegister.recognition({ insz, on: ctx.today() });
  return status === 'current' ? replacedBy ?? insz : undefined;
}

/** The register and the tool may know a person by different numbers: those that he or she ever had here lead from one to the other. */
async function numbersOf(ctx: OutreachCtx, insz: string): Promise<string[]> {
  const person = await findPerson(ctx.store, ctx.blindIndexes('insz', insz));
  return person === undefined ? [] : (await ctx.store.find(personNumbers, { person })).map(({ personal }) => personal.insz);
}
