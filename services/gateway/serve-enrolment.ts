import { json, type Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { parseJson } from './parse-json.ts';
import { readBody } from './read-body.ts';
import type { StrangerLimits } from './stranger-limits.ts';

/** Device agents come to this: once with a code, then over their lines. */
export interface AgentDoor {
  /** @throws agents.not-here, agents.wrong-code */
  enrol(nis: string, body: unknown, traceId: string): Promise<unknown>;
}

/** `POST /agents/{nis}/enrolments`: who has a code is let in. No bearer token: the code is what a stranger shows. */
export async function serveEnrolment({ request, path, traceId }: Exchange, door: AgentDoor, strangers: Pick<StrangerLimits, 'ofAgents'>): Promise<Answer> {
  const tooOften = strangers.ofAgents(request);
  if (tooOften) return tooOften;
  return json(await door.enrol(path['nis'] ?? '', parseJson(await readBody(request, 16 * 1024)), traceId), {}, 201);
}
