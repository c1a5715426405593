import { agentHome } from '../home/agent-home.ts';
import { openKeeping } from '../keeping/open-keeping.ts';
import type { Command } from './command.ts';

export const forgetCommand: Command = {
  usage: '[--yes]',
  summary: 'removes the key, the enrolment and all that waits from this machine (revoke the device in the house too)',
  options: { yes: { type: 'boolean' } },
  run: async (given, folder, { say, ask }) => {
    const home = agentHome(folder);
    // Held meanwhile: an agent that runs keeps what it needs.
    const keeping = openKeeping(folder);
    const lost = keeping.deliveries.waiting().filter(({ isSealed }) => isSealed).length;
    keeping.close();
    if (lost > 0) say(`${lost} sealed answer${lost === 1 ? ' was' : 's were'} not delivered yet and would be lost: nobody can make them again without the citizen`);
    if (given['yes'] === undefined && await ask('Forget all of it? Type yes: ') !== 'yes') return 1;
    home.remove();
    say('forgotten');
    return 0;
  },
};
