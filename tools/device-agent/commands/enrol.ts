import { agentHome } from '../home/agent-home.ts';
import { enrolAgent } from '../home/enrol-agent.ts';
import { fingerprintOf } from '../sealing/trust-biza-key.ts';
import { demand, type Command } from './command.ts';
import { readPem } from './read-pem.ts';

export const enrolCommand: Command = {
  usage: '--at <https://…> --municipality <NIS> [--code <code>] [--ca <file>] [--biza-certificate <file>]',
  summary: 'gets this device into the house, once, with the code that an administrator was shown (asked for when left out)',
  options: { at: { type: 'string' }, municipality: { type: 'string' }, code: { type: 'string' }, ca: { type: 'string' }, 'biza-certificate': { type: 'string' } },
  run: async (given, home, { say, ask }) => {
    const [at, nis] = [demand(given, 'at'), demand(given, 'municipality')];
    const [ca, biza] = [given['ca'], given['biza-certificate']].map((file) => (file === undefined ? undefined : readPem(file)));
    if (biza !== undefined) fingerprintOf(biza);
    const code = given['code'] ?? await ask('Code: ');
    const enrolment = await enrolAgent({ home: agentHome(home), at, nis, code, ca, biza });
    say(`enrolled as ${enrolment.device} (${enrolment.title}) in ${enrolment.nis}: ${enrolment.rights.join(' and ')}`);
    say(enrolment.biza === null
      ? 'BiZa\'s certificate is not known yet: fingerprints and codes are refused until npm run device-agent -- trust-biza'
      : `BiZa's certificate, to be compared with what BiZa published (SHA-256):\n${fingerprintOf(enrolment.biza)}`);
    return 0;
  },
};
