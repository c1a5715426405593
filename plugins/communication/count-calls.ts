import { handle } from '#services/kernel/plugin.ts';
import { communication } from './communication.contract.ts';
import { standingCalls } from './overtake-calls.ts';

export const countCalls = handle(communication, 'callCount', async (ctx) => {
  const { standing } = await standingCalls(ctx.store);
  return { calls: standing.filter(({ heldBy }) => heldBy === null).length };
});
