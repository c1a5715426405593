import type { AgentState } from '#services/agents/frames.ts';
import type { Say } from './open-line.ts';

/** Tells the house what the device can do and is doing, when that is something else than what was told before. */
export function tellStates({ state, say }: { readonly state: () => Promise<AgentState>; readonly say: Say }): { look(): void; lineGone(): void } {
  let told: string | undefined;
  let looking: Promise<void> | undefined;
  let isOld = false;
  const tell = async () => {
    do {
      isOld = false;
      const now = await state();
      const text = JSON.stringify(now);
      if (text !== told && say({ frame: 'state', state: now })) told = text;
    } while (isOld);
  };
  return {
    look: () => {
      isOld = true;
      // A device that cannot say how it is says so at the next look.
      looking ??= tell().catch(() => {}).finally(() => { looking = undefined; });
    },
    lineGone: () => { told = undefined; },
  };
}
