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

/** Before each capture, or declaration that none is possible: open session, verified identity, and BiZa's authorisation once more. */
export async function demandReadyToCapture(ctx: CommandCtx<Biometrics>, { visit, official, device, identity }: Capture & { readonly visit: string }): Promise<void> {
  await demandOpenVisit(ctx, visit);
  if (identity === 'unverified') throw biometricsFailures['not-identified']();
  await ctx.call('authorisations.demand', { act: 'capture-biometrics', person: { holder: 'official', reference: official }, device });
}
