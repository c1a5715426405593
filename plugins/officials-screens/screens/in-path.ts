import type { z } from 'zod';
import { failures } from '#services/kernel/failure.ts';
import type { PageCtx } from '#services/kernel/page.ts';

const deskFailures = failures('desk', { 'no-such-page': { status: 404, retry: 'never', title: 'There is no such page.' } });

/** What the path says, in its form. @throws desk.no-such-page when it cannot be meant */
export function inPath<S extends z.ZodType>(path: PageCtx['path'], schema: S): z.output<S> {
  const parsed = schema.safeParse(path);
  if (!parsed.success) throw deskFailures['no-such-page']();
  return parsed.data;
}
