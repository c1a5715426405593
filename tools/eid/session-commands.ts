import { identity } from '#services/identity/identity.contract.ts';
import { commandLine, inHouse, municipality, type Command } from './in-house.ts';

const { endSessionsOf } = identity.actions;

/** `npm run eid -- session …`: a tablet that was lost, a token that others may know. */
export const sessionCommands: Readonly<Record<string, Command>> = {
  'session end': {
    summary: 'Ends every session that an official (official:els.peeters) or a program (system:back-office) has now: within a second none of their tokens opens anything. Who signs in again comes in.',
    usage: '--municipality <NIS> --who <reference> --why <code>', options: { ...municipality, who: { type: 'string' }, why: { type: 'string' } },
    run: (values) => inHouse(values, async (house, id) => {
      await house.call('identity.endSessionsOf', { who: values['who'], why: values['why'] }, commandLine(id, [endSessionsOf.scope]));
      console.log(`every session of '${String(values['who'])}' is ended; a node that the database does not answer lets them in until it does`);
    }),
  },
};
