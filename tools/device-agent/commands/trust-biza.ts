import { agentHome } from '../home/agent-home.ts';
import { NotEnrolled } from '../open-agent.ts';
import { fingerprintOf } from '../sealing/trust-biza-key.ts';
import { demand, type Command } from './command.ts';
import { readPem } from './read-pem.ts';

export const trustBizaCommand: Command = {
  usage: '--certificate <file> [--yes]',
  summary: 'pins BiZa\'s certificate, or that of the authority which issues BiZa\'s; a running agent uses it at once',
  options: { certificate: { type: 'string' }, yes: { type: 'boolean' } },
  run: async (given, folder, { say, ask }) => {
    const home = agentHome(folder);
    const enrolment = home.enrolment();
    if (!enrolment) throw new NotEnrolled();
    const certificate = readPem(demand(given, 'certificate'));
    say(`SHA-256 ${fingerprintOf(certificate)}`);
    if (given['yes'] === undefined && await ask('Seal for this one from now on? Type yes: ') !== 'yes') return 1;
    home.write({ ...enrolment, biza: certificate });
    say('pinned');
    return 0;
  },
};
