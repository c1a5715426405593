import { agents } from '#services/agents/agents.contract.ts';
import { commandLine, inHouse, municipality, type Command } from './in-house.ts';

const device = { type: 'string' } as const;
const { invite, list } = agents.actions;

/** `npm run eid -- agent …`: which machines of officials and bpost employees are let in. */
export const agentCommands: Readonly<Record<string, Command>> = {
  'agent invite': {
    summary: 'Shows a code, this once, with which one device may enrol within half an hour. Without --delivery-only it may take fingerprints too.',
    usage: '--municipality <NIS> --device <id> --title <words> [--delivery-only]',
    options: { ...municipality, device, title: { type: 'string' }, 'delivery-only': { type: 'boolean' } },
    run: (values) => inHouse(values, async (house, id) => {
      const rights = values['delivery-only'] === true ? ['delivery'] : ['capture', 'delivery'];
      const { code, expiresAt } = invite.output.parse(await house.call('agents.invite', { device: values['device'], title: values['title'], rights }, commandLine(id, [invite.scope])));
      console.log(`${code}\nType it at the device '${String(values['device'])}' before ${new Date(expiresAt).toISOString()}. It is not shown again; a new invitation takes its place.`);
    }),
  },
  'agent list': {
    summary: 'The devices that are let in, those that were sent away, and those that are awaited.', usage: '--municipality <NIS>', options: municipality,
    run: (values) => inHouse(values, async (house, id) => {
      const { agents: known, invited } = list.output.parse(await house.call('agents.list', {}, commandLine(id, [list.scope])));
      for (const { device: name, title, rights, line, revoked } of known) {
        const now = line ? `has a line since ${new Date(line.since).toISOString()}: card reader ${line.cardReader}, fingerprints ${line.fingerprints}, ${line.waiting} waiting` : 'has no line now';
        console.log(`${name.padEnd(20)} ${rights.join('+').padEnd(17)} ${revoked ? `sent away on ${new Date(revoked.at).toISOString()} by ${revoked.by}: ${revoked.why}` : now}  (${title})`);
      }
      for (const { device: name, title, rights, expiresAt } of invited) console.log(`${name.padEnd(20)} ${rights.join('+').padEnd(17)} is awaited with a code until ${new Date(expiresAt).toISOString()}  (${title})`);
      if (known.length + invited.length === 0) console.log('no device is let in or awaited');
    }),
  },
  'agent revoke': {
    summary: 'Sends a device away: nothing of it is taken in from now on, its line is cut, a code for it is void.', usage: '--municipality <NIS> --device <id> --why <code>',
    options: { ...municipality, device, why: { type: 'string' } },
    run: (values) => inHouse(values, async (house, id) => {
      await house.call('agents.revoke', { device: values['device'], why: values['why'] }, commandLine(id, [agents.actions.revoke.scope]));
      console.log(`'${String(values['device'])}' is sent away: what it sends is not taken in any more, and its line is cut within a second: by a node that the database did not answer with its next look`);
    }),
  },
};
