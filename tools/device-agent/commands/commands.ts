import type { Command } from './command.ts';
import { beginCommand } from './begin.ts';
import { enrolCommand } from './enrol.ts';
import { forgetCommand } from './forget.ts';
import { queueCommand } from './queue.ts';
import { runCommand } from './run.ts';
import { statusCommand } from './status.ts';
import { trustBizaCommand } from './trust-biza.ts';

export const commands: Readonly<Record<string, Command>> = {
  enrol: enrolCommand, run: runCommand, status: statusCommand, begin: beginCommand, queue: queueCommand, 'trust-biza': trustBizaCommand, forget: forgetCommand,
};
