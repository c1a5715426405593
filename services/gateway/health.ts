import { json, type Answer } from './answer.ts';

/** Can this node do its work? Belgif's health resource. Figures only, no personal data: no token is asked. */
export interface Health {
  readonly status: 'UP' | 'DOWN';
  readonly node: string;
  readonly components: Readonly<Record<string, { readonly status: 'UP' | 'DOWN'; readonly details?: Readonly<Record<string, unknown>> }>>;
}

/** May work be sent to this node now? */
export type Readiness = Pick<Health, 'status' | 'components'>;

export async function serveHealth(health: () => Promise<Health | Readiness>): Promise<Answer> {
  const found = await health();
  return json(found, {}, found.status === 'UP' ? 200 : 503, 'application/health+json');
}

/** That it answers at all is the answer: a process that does not is to be ended and begun anew. What it needs of others is no reason for that. */
export function serveLife(): Answer {
  return json({ status: 'UP' }, {}, 200, 'application/health+json');
}
