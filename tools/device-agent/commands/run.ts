import { delimiter } from 'node:path';
import { agentHome } from '../home/agent-home.ts';
import { absentReader } from '../absent-reader.ts';
import { answerLocal } from '../local/answer-local.ts';
import { localPath, serveLocal } from '../local/local-socket.ts';
import { sayStanding } from '../local/say-standing.ts';
import { openAgent } from '../open-agent.ts';
import { loadPcsc } from '../pcsc/load-pcsc.ts';
import { openPcscReader } from '../pcsc/open-pcsc-reader.ts';
import { findPinentry } from '../pin-window/find-pinentry.ts';
import { openPinentry } from '../pin-window/pinentry.ts';
import { sbiDevice } from '../sbi/sbi-device.ts';
import { sbiSettings } from '../sbi/sbi-settings.ts';
import { realTiming } from '../timing.ts';
import { UsageError, type Command } from './command.ts';
import { readPem } from './read-pem.ts';

/** Where systems keep their programs: the environment of a service may not say it. */
const usualFolders = ['/usr/local/bin', '/usr/bin', '/bin', '/opt/homebrew/bin', 'C:\\Program Files\\GnuPG\\bin', 'C:\\Program Files (x86)\\GnuPG\\bin', 'C:\\Program Files\\Gpg4win\\bin'].join(delimiter);
const environments = sbiSettings.shape.environment;

export const runCommand: Command = {
  usage: '[--reader <name>] [--sbi-authority <file>] [--sbi-port <port>] [--sbi-environment <name>] [--pinentry <program>] [--terminal <tty>]',
  summary: 'runs the agent until it is stopped (SIGTERM, Ctrl+C). Without --sbi-authority (certificate of the device\'s maker) there is no fingerprint device',
  options: { reader: { type: 'string' }, 'sbi-authority': { type: 'string' }, 'sbi-port': { type: 'string' }, 'sbi-environment': { type: 'string' }, pinentry: { type: 'string' }, terminal: { type: 'string' } },
  run: async (given, folder, { say }) => {
    const fingerprints = fingerprintsOf(given);
    const open = await loadPcsc();
    if (!open) say('there is no PC/SC on this machine: no card is read');
    const pinentry = given['pinentry'] ?? findPinentry(usualFolders, process.platform);
    if (pinentry === undefined) say('there is no pinentry on this machine: a PIN is typed on the keys of the reader only, and no code is chosen');
    const { reader: name, terminal } = given;
    const reader = open ? openPcscReader({ open, ...(name !== undefined && { name }) }) : absentReader;
    const window = pinentry === undefined ? undefined : openPinentry({ program: pinentry, ...(terminal !== undefined && { terminal }) });
    const over = Promise.withResolvers<number>();
    try {
      const agent = openAgent({
        home: agentHome(folder), reader, fingerprints, window,
        onStanding: (standing) => {
          say(sayStanding(standing));
          if (standing.line === 'ended') over.resolve(standing.why === 'closed' ? 0 : 3);
        },
      });
      const closeLocal = await serveLocal(localPath(folder, process.platform), answerLocal(agent));
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { over.resolve(0); });
      const code = await over.promise;
      await closeLocal();
      await agent.close();
      return code;
    } finally {
      await reader.close();
    }
  },
};

function fingerprintsOf(given: Readonly<Record<string, string | undefined>>) {
  const [authority, port, environment] = [given['sbi-authority'], given['sbi-port'], given['sbi-environment']];
  if (authority === undefined) return undefined;
  const at = port === undefined ? undefined : Number(port);
  const settings = sbiSettings.safeParse({ providers: [readPem(authority)], ...(at !== undefined && { ports: { from: at, to: at } }), ...(environment !== undefined && { environment }) });
  if (!settings.success) throw new UsageError(`--sbi-port is a port; --sbi-environment is one of ${Object.keys(environments.unwrap().enum).join(', ')}`);
  return sbiDevice(settings.data, { now: realTiming.now, after: realTiming.after });
}
