import { z } from 'zod';
import type { PageCtx } from '#services/kernel/page.ts';
import { inPath } from '../in-path.ts';

const place = z.object({ complaint: z.uuid() });

/** The complaint that an address names. @throws desk.no-such-page when it cannot be one */
export const complaintIn = ({ path }: Pick<PageCtx, 'path'>): string => inPath(path, place).complaint;
