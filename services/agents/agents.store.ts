import type { AgentState } from '#services/kernel/agent-lines.ts';
import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable, type Row } from '#services/kernel/table.ts';

/** Device agents that were let in, one for each device: who enrols anew takes the place of the one before. */
export const agentTable = defineTable('agents_agents', {
  device: column.text(80),
  /** By which its frames are known: a new one with each enrolment. */
  agent: column.id(),
  title: column.text(100),
  captures: column.flag(),
  /** Ed25519, base64url. */
  publicKey: column.text(43),
  /** Real time, as all instants here. */
  enrolledAt: column.instant(),
  /** Who invited it. */
  invitedBy: column.text(100),
  revokedAt: column.nullable(column.instant()),
  revokedBy: column.nullable(column.text(100)),
  revokedWhy: column.nullable(column.text(60)),
}, { key: ['device'], unique: [['agent']] });
export type AgentRow = Row<typeof agentTable>;

/** Devices that may come with a code: one code for each, and of the code a keyed hash only. */
export const invitations = defineTable('agents_invitations', {
  device: column.text(80),
  title: column.text(100),
  captures: column.flag(),
  codeIndex: column.blindIndex('agent-code', null),
  invitedBy: column.text(100),
  expiresAt: column.instant(),
}, { key: ['device'], indexes: [['codeIndex'], ['expiresAt']] });

/** Where the agents are that have a line now, and what they said last. */
export const agentLines = defineTable('agents_lines', {
  device: column.text(80),
  line: column.id(),
  node: column.text(100),
  since: column.instant(),
  /** With each beat: of a node that died nobody takes it back. */
  seenAt: column.instant(),
  cardReader: column.text<AgentState['cardReader']>(10),
  pinpad: column.flag(),
  fingerprints: column.text<AgentState['fingerprints']>(10),
  waiting: column.integer(),
}, { key: ['device'], indexes: [['node']] });
export type LineRow = Row<typeof agentLines>;
/** After so much silence of a line it is taken to be gone. Milliseconds: three beats. */
export const lineHoldsMs = 60_000;

export const agentTables = [agentTable, invitations, agentLines] as const;

export const agents001 = defineMigration('agents/001-agents', async (schema) => {
  await schema.createTable('agents_agents', {
    device: column.text(80), agent: column.id(), title: column.text(100), captures: column.flag(), publicKey: column.text(43), enrolledAt: column.instant(), invitedBy: column.text(100),
    revokedAt: column.nullable(column.instant()), revokedBy: column.nullable(column.text(100)), revokedWhy: column.nullable(column.text(60)),
  }, { key: ['device'], unique: [['agent']] });
  await schema.createTable('agents_invitations', {
    device: column.text(80), title: column.text(100), captures: column.flag(), codeIndex: column.blindIndex('agent-code', null), invitedBy: column.text(100), expiresAt: column.instant(),
  }, { key: ['device'], indexes: [['codeIndex'], ['expiresAt']] });
  await schema.createTable('agents_lines', {
    device: column.text(80), line: column.id(), node: column.text(100), since: column.instant(), seenAt: column.instant(), cardReader: column.text(10), pinpad: column.flag(), fingerprints: column.text(10), waiting: column.integer(),
  }, { key: ['device'], indexes: [['node']] });
});
