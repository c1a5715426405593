import { isFailure } from '#services/kernel/failure.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';

export type Session = ActionOutput<'device-bridge.showVisit'>;
export type Device = ActionOutput<'device-bridge.listDevices'>['devices'][number];

/** The open session of whoever looks, if there is one; or whether somebody else has one. */
export interface Held { readonly session: Session | undefined; readonly byOther: boolean }

export async function heldSession({ call }: Pick<PageCtx, 'call'>, visit: string | null): Promise<Held> {
  if (visit === null) return { session: undefined, byOther: false };
  try {
    const session = await call('device-bridge.showVisit', { visit });
    return { session: session.open ? session : undefined, byOther: false };
  } catch (error) {
    if (isFailure(error, 'device-bridge.not-your-visit')) return { session: undefined, byOther: true };
    // Sessions are not kept for ever.
    if (isFailure(error, 'device-bridge.unknown-visit')) return { session: undefined, byOther: false };
    throw error;
  }
}

export async function deviceOf({ call }: Pick<PageCtx, 'call'>, session: Session | undefined): Promise<Device | undefined> {
  if (!session) return undefined;
  const { devices } = await call('device-bridge.listDevices', {});
  return devices.find(({ device }) => device === session.device);
}
