import type { Check } from './check.ts';

/** A freeze waits for a process that holds a mail it has not begun to send, and is left out when none comes. */
const freezesAtLeast = 0.25;

/** A run in which little went wrong proves little. */
export const disturbanceChecks: readonly Check[] = [{
  rule: 'what was to go wrong went wrong',
  find: ({ disturbed: { planned, happened } }) => [
    ...(['kills', 'faults', 'outages', 'cuts'] as const).filter((kind) => happened[kind] < planned[kind]).map((kind) => `${kind}: ${happened[kind]} of ${planned[kind]}`),
    ...(happened.freezes < Math.floor(planned.freezes * freezesAtLeast) ? [`freezes: ${happened.freezes} of ${planned.freezes}`] : []),
  ],
}];
