import type { Posted } from '#connectors/wire-kit/post.ts';

/** What stands in an answer that says it is JSON; nothing when it is not. */
export function jsonIn({ type, body }: Pick<Posted, 'type' | 'body'>): unknown {
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) return undefined;
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
