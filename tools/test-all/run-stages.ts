import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];
/** Commands that run beside each other. */
export type Stage = readonly Command[];

/**
 * Runs stage after stage until one fails; all of a stage come to their end. A command that runs alone writes as it goes, others when they have ended.
 * @returns 0 when every command ended with 0, else 1
 */
export async function runStages(stages: readonly Stage[], write: (text: string) => void): Promise<0 | 1> {
  for (const stage of stages) {
    const ended = await Promise.all(stage.map((command) => run(command, stage.length === 1, write)));
    if (!ended.every(Boolean)) return 1;
  }
  return 0;
}

async function run([program, ...args]: Command, alone: boolean, write: (text: string) => void): Promise<boolean> {
  const began = performance.now();
  const child = spawn(program, args, { stdio: alone ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => { said.push(part); });
  const how = await once(child, 'close').then(([code, signal]: unknown[]) => code ?? signal, (error: unknown) => String(error));
  write(`${Buffer.concat(said).toString()}${[program, ...args].join(' ')}: ${how === 0 ? 'well' : `failed (${String(how)})`} after ${((performance.now() - began) / 1_000).toFixed(0)} s\n`);
  return how === 0;
}
