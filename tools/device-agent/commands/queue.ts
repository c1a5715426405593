import { z } from 'zod';
import { agentHome } from '../home/agent-home.ts';
import { AgentNotRunning, askLocal, localPath } from '../local/local-socket.ts';
import { openKeeping } from '../keeping/open-keeping.ts';
import { queueOf } from '../local/answer-local.ts';
import type { Command } from './command.ts';

const counts = z.object({ count: z.int(), sealed: z.int(), oldest: z.int().nullable() });
const queue = z.object({ messages: z.record(z.string(), counts), prepared: z.int(), notices: z.array(z.object({ at: z.int(), what: z.string(), why: z.string() })) });

export const queueCommand: Command = {
  usage: '',
  summary: 'what waits on this machine for the house: counts and ages, no content',
  options: {},
  run: async (_given, home, { say }) => {
    const { messages, prepared, notices } = queue.parse(await read(home));
    for (const [message, { count, sealed, oldest }] of Object.entries(messages)) say(`${message.padEnd(14)} ${count} (${sealed} sealed), oldest of ${oldest === null ? '-' : new Date(oldest).toISOString()}`);
    if (Object.keys(messages).length === 0) say('nothing waits');
    say(`prepared for the door: ${prepared}`);
    for (const { at, what, why } of notices) say(`not taken in by the house: ${what}, ${new Date(at).toISOString()}: ${why}`);
    return 0;
  },
};

/** Of the agent that runs; else of its file. */
async function read(home: string): Promise<unknown> {
  try {
    return await askLocal(localPath(home, process.platform), { do: 'queue' });
  } catch (error) {
    if (!(error instanceof AgentNotRunning)) throw error;
    agentHome(home);
    const keeping = openKeeping(home);
    try {
      return queueOf(keeping);
    } finally {
      keeping.close();
    }
  }
}
