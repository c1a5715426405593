import type { AgentAnswer, AgentLines } from '#services/kernel/agent-lines.ts';
import { isFailure, type Failure } from '#services/kernel/failure.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { devicesFailures } from '../devices.port.ts';
import { asks, type AskAnswer, type AskInput, type AskName } from '../wire/asks.ts';

export type AskDevice = <K extends AskName>(device: string, name: K, input: AskInput<K>, call: OutwardCall, withinMs?: number) => Promise<AskAnswer<K>>;

const usualMs = 30_000;

/** Asks one agent one thing, in the words of the wire, and says what came of it in those of the port. */
export function askDeviceBy(agents: AgentLines | undefined): AskDevice {
  return async (device, name, input, call, withinMs = usualMs) => {
    const { keyed, output } = asks[name];
    const answer = await askAgent(agents, device, name, input, { key: keyed ? call.key : null, withinMs: Math.max(1, withinMs), signal: call.signal });
    if (!answer.done) throw isBeforeCards(answer.why, input) ? devicesFailures.outdated() : refusalOf(answer.why);
    const read = output.safeParse(answer.result);
    // Another version of the agent, or one that was tampered with. What was in it is told to nobody.
    if (!read.success) throw refused('answered-something-else');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the very schema that the type comes from; the table is too wide for the compiler to see it
    return read.data as AskAnswer<typeof name>;
  };
}

async function askAgent(agents: AgentLines | undefined, ...asked: Parameters<AgentLines['ask']>): Promise<AgentAnswer> {
  if (!agents) throw devicesFailures.unavailable();
  try {
    return await agents.ask(...asked);
  } catch (error) {
    if (isFailure(error, 'agents.not-connected')) throw devicesFailures.unavailable();
    if (isFailure(error, 'agents.no-answer')) throw devicesFailures['no-answer']();
    if (isFailure(error, 'agents.not-allowed')) throw refused('not-allowed');
    throw error;
  }
}

/** Codes of the agent that mean the same for every ask; what is not among them is a refusal that names its code. */
const meanings: Readonly<Record<string, () => Failure>> = {
  'no-card': devicesFailures['no-card'], busy: devicesFailures.busy, 'reader-gone': devicesFailures.unavailable, absent: devicesFailures.unavailable, 'card-unreadable': devicesFailures['card-unreadable'],
  'wrong-card': devicesFailures['wrong-card'],
};

function refusalOf(why: string): Failure {
  const known = Object.hasOwn(meanings, why) ? meanings[why] : undefined;
  return known?.() ?? refused(why);
}

/** Agents of before version 1.1 know no card that is named: they understand nothing of such an ask, and do nothing. */
const isBeforeCards = (why: string, input: object): boolean => why === 'bad-input' && 'card' in input;

/** A code, never data: it tells the official what to do. */
const refused = (why: string): Failure => devicesFailures.refused({ issues: [{ in: 'body', name: 'device', detail: why }] });
