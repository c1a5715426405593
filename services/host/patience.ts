import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Operation, Port } from '#services/kernel/port.ts';
import type { Engine } from './engine.ts';

type Patient = Pick<Engine, 'takeOverAfterMs' | 'retries'>;
const longestAnswerMs = 10_000;
const patiences = 3;

/** How long we wait for an answer: a look and a deed together end well before a lane that nobody heard of is taken over. */
export function answerWithinMs({ takeOverAfterMs }: Pick<Patient, 'takeOverAfterMs'>): number {
  return Math.min(longestAnswerMs, takeOverAfterMs / 4);
}

/** How long the other side may still be at what we asked and got no answer to: who looks sooner finds nothing, and asks for it a second time. */
export function mayTakeMs(house: Patient, operation?: Pick<Operation, 'mayTakeMs'>): number {
  return operation?.mayTakeMs ?? house.retries.mayTakeMs ?? patiences * answerWithinMs(house);
}

/** The longest of them, over all that these plugins ask of the outside. */
export function longestWorkMs(house: Patient, plugins: readonly AnyPlugin[]): number {
  const ports = plugins.flatMap(({ contract }) => Object.values<Port>(contract.uses));
  return Math.max(mayTakeMs(house), ...ports.flatMap(({ operations }) => Object.values(operations).map((operation) => mayTakeMs(house, operation))));
}
