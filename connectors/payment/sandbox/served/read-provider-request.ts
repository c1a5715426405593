import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isOnThisMachine } from '#services/wire-kit/on-this-machine.ts';
import type { WireRequest } from '#services/kernel/wire.ts';

/** As a provider takes it: over TLS, or on this machine. */
export const webAddress = z.url({ protocol: /^https?$/ }).max(2_048).refine((url) => url.startsWith('https:') || isOnThisMachine(url), 'https');

/** Under which key the books count a request that has none of its own on this wire. */
export const keyFrom = ({ headers }: Pick<WireRequest, 'headers'>): string => headers['effect-key'] || randomUUID();
