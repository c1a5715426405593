import type { CommandCtx } from '#services/kernel/context.ts';
import type { biometrics } from './biometrics.contract.ts';
import { biometricsFailures } from './biometrics.failures.ts';
import type { Capture } from './biometrics.store.ts';

type Biometrics = typeof biometrics;

/** The session must be open and the caller's own. @throws device-bridge.not-your-visit, biometrics.no-visit */
export async function demandOpenVisit(ctx: CommandCtx<Biometrics>, visit: string): Promise<void> {
  const { open } = await ctx.call('device-bridge.showVisit', { visit });
  if (!open) throw biometricsFailures['no-visit']();
}

/** Before each capture, or declaration that none is possible: open session, and verified identity where it is not prepared only. The device bridge asks for BiZa's authorisation once more. */
export async function demandReadyToCapture(ctx: CommandCtx<Biometrics>, { visit, identity }: Capture & { readonly visit: string }, { identified = true } = {}): Promise<void> {
  await demandOpenVisit(ctx, visit);
  if (identified && identity === 'unverified') throw biometricsFailures['not-identified']();
}

/** That no finger can be captured is an act of the official too, though no device takes part in it. */
export async function demandAuthorised(ctx: CommandCtx<Biometrics>, { official, device }: Capture): Promise<void> {
  await ctx.call('authorisations.demand', { act: 'capture-biometrics', person: { holder: 'official', reference: official }, device });
}
