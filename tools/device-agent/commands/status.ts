import { z } from 'zod';
import { agentState } from '#services/agents/frames.ts';
import { agentHome } from '../home/agent-home.ts';
import { AgentNotRunning, askLocal, localPath } from '../local/local-socket.ts';
import { sayStanding } from '../local/say-standing.ts';
import { NotEnrolled } from '../open-agent.ts';
import { fingerprintOf } from '../sealing/trust-biza-key.ts';
import type { Command } from './command.ts';

const standing = z.discriminatedUnion('line', [
  z.object({ line: z.literal('open') }), z.object({ line: z.literal('opening') }), z.object({ line: z.literal('waiting'), why: z.string(), until: z.int() }), z.object({ line: z.literal('ended'), why: z.string() }),
]);
const told = z.object({ standing, state: agentState });

export const statusCommand: Command = {
  usage: '',
  summary: 'who this device is, whether the agent runs and is connected, and what its devices do. Ends with 1 where it is not connected',
  options: {},
  run: async (_given, home, { say }) => {
    const enrolment = agentHome(home).enrolment();
    if (!enrolment) throw new NotEnrolled();
    say(`${enrolment.device} (${enrolment.title}) of ${enrolment.nis} at ${enrolment.at}: ${enrolment.rights.join(' and ')}`);
    say(`sealed for BiZa's certificate ${enrolment.biza === null ? '- (none yet)' : fingerprintOf(enrolment.biza)}`);
    try {
      const { standing, state } = told.parse(await askLocal(localPath(home, process.platform), { do: 'status' }));
      say(sayStanding(standing));
      say(`card reader ${state.cardReader}${state.pinpad ? ' with keys' : ''}, fingerprint device ${state.fingerprints}, ${state.waiting} sealed answers wait`);
      return standing.line === 'open' ? 0 : 1;
    } catch (error) {
      if (!(error instanceof AgentNotRunning)) throw error;
      say(error.message);
      return 1;
    }
  },
};
