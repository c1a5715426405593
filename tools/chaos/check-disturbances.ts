import type { Check } from './check.ts';

/** A freeze waits for a process that holds something of the right kind, and is left out when none comes; one at least must come. */
const freezesAtLeast = 0.25;

/** A run in which little went wrong proves little. */
export const disturbanceChecks: readonly Check[] = [{
  rule: 'what was to go wrong went wrong',
  find: ({ disturbed: { planned, happened } }) => [
    ...(['kills', 'faults', 'outages', 'cuts'] as const).filter((kind) => happened[kind] < planned[kind]).map((kind) => `${kind}: ${happened[kind]} of ${planned[kind]}`),
    ...(planned.freezes > 0 && happened.freezes < Math.max(1, Math.floor(planned.freezes * freezesAtLeast)) ? [`freezes: ${happened.freezes} of ${planned.freezes}`] : []),
  ],
}];
