import type { CommandCtx } from '#services/kernel/context.ts';
import type { indicators } from './indicators.contract.ts';

/** What the commands, jobs and listeners of this plugin work with. */
export type IndicatorsCtx = CommandCtx<typeof indicators>;
