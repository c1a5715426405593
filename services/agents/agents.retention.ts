import { defineRetention, retain } from '#services/kernel/retention.ts';
import { agentLines, agentTable, invitations } from './agents.store.ts';

const nobody = { by: 'nobody', why: 'Devices of the municipality, and who let them in, by reference.' } as const;

export const agentsRetention = [defineRetention({
  id: 'device-agents', what: 'Device agents that were let in, and those that were sent away',
  source: { kind: 'own choice', toConfirm: false, text: 'A device that was sent away must stay known as such. Staff stands in it by a reference.' },
  tables: [
    retain(agentTable, { owner: nobody, counted: { from: 'never', why: 'One row for each device; who enrols anew takes the place of the one before.' } }),
    retain(agentLines, { owner: nobody, counted: { from: 'never', why: 'State of the machinery, one row for each device; it goes with the line.' } }),
  ],
}), defineRetention({
  id: 'agent-invitations', what: 'Devices that may enrol with a code',
  days: { usual: 1, least: 1, most: 1 },
  source: { kind: 'own choice', toConfirm: false, text: 'A code is good for half an hour; it goes when it is used.' },
  tables: [retain(invitations, { owner: nobody, counted: { from: 'column', column: 'expiresAt', clock: 'real' } })],
})];
