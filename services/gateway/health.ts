import { json, type Answer } from './answer.ts';

/** Can this node do its work? Belgif's health resource. Figures only, no personal data: no token is asked. */
export interface Health {
  readonly status: 'UP' | 'DOWN';
  readonly node: string;
  readonly components: Readonly<Record<string, { readonly status: 'UP' | 'DOWN'; readonly details?: Readonly<Record<string, unknown>> }>>;
}

export async function serveHealth(health: () => Promise<Health>): Promise<Answer> {
  const found = await health();
  return json(found, {}, found.status === 'UP' ? 200 : 503, 'application/health+json');
}
