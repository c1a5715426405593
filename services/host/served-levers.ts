import { z } from 'zod';
import type { Lever } from '#services/kernel/connector.ts';
import { Failure, failures } from '#services/kernel/failure.ts';

type ServedLever = Pick<Lever, 'summary' | 'input' | 'pull' | 'shows'>;

export const outsideFailures = failures('sandbox', {
  'not-served': { status: 503, retry: 'safe', title: 'The served sandboxes do not answer: start them with `npm run outside`.' },
});

const catalogue = z.object({ levers: z.array(z.object({ name: z.string(), summary: z.string(), shows: z.literal(true).optional(), input: z.record(z.string(), z.unknown()) })) });
const refusal = z.object({
  type: z.string(), status: z.int(), retry: z.enum(['safe', 'ambiguous', 'never']), title: z.string(),
  issues: z.array(z.object({ in: z.enum(['body', 'query', 'path', 'header']), name: z.string(), detail: z.string() })).optional(),
});
const longestMs = 30_000;

/** Everything that can be pulled at a served sandbox. @throws sandbox.not-served */
export async function listServedLevers(at: string): Promise<readonly { readonly name: string; readonly lever: ServedLever }[]> {
  const { levers } = catalogue.parse(await ask(at));
  return levers.map(({ name, summary, shows, input }) => ({ name, lever: { summary, ...(shows && { shows }), input: z.fromJSONSchema(input), pull: (given) => pullServedLever(at, name, given) } }));
}

/** @throws sandbox.not-served, sandbox.no-such-lever, caller.bad-input, and what the lever throws */
export function pullServedLever(at: string, name: string, input: unknown): Promise<unknown> {
  return ask(`${at}/${encodeURIComponent(name)}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input ?? {}) });
}

async function ask(url: string, request: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(longestMs) }).catch((cause: unknown) => { throw outsideFailures['not-served']({ cause }); });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return body;
  const said = refusal.safeParse(body);
  if (!said.success) throw outsideFailures['not-served']({ cause: said.error });
  const { type, issues, ...spec } = said.data;
  throw new Failure(type, spec, { issues });
}
