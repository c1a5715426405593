// Compiled, never run: each line under `@ts-expect-error` must be an error. When one stops being an error, `tsc` fails here.
import { z } from 'zod';
import { defineConnector } from './connector.ts';
import { defineContract, type ActionsOf, type EventsOf } from './contract.ts';
import { definePlugin, handle } from './plugin.ts';
import { definePort, type PortImplementation } from './port.ts';
import { retain } from './retention.ts';
import { column, defineTable } from './table.ts';

const post = definePort('post', {
  send: { input: z.object({ to: z.string() }), output: z.object({ barcode: z.string() }), idempotency: 'keyed' },
  find: { input: z.object({ barcode: z.string() }), output: z.object({ status: z.string() }), idempotency: 'read' },
  pay: { input: z.object({ amount: z.int() }), output: z.object({}), idempotency: 'look-up' },
}, { arrived: { payload: z.object({ barcode: z.string() }) } });

const letters = defineContract('letters', {
  title: 'Letters', config: z.strictObject({ days: z.int() }), uses: { post }, calls: ['letters.look'],
  actions: {
    write: { kind: 'command', summary: 'Writes.', scope: 'letters:write', input: z.strictObject({ to: z.string() }), output: z.object({ effect: z.string() }) },
    look: { kind: 'query', summary: 'Looks.', scope: 'letters:look', input: z.strictObject({ barcode: z.string() }), output: z.object({ status: z.string() }) },
  },
  events: { written: z.object({ letter: z.string() }) },
});
declare module './registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof letters> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof letters> {}
}

const write = handle(letters, 'write', async (ctx, { to }) => {
  const { status } = await ctx.call('letters.look', { barcode: to });
  // @ts-expect-error a mistyped action
  await ctx.call('letters.lock', { barcode: to });
  // @ts-expect-error a missing input
  await ctx.call('letters.look', {});
  // @ts-expect-error an action that the contract does not name under `calls`
  await ctx.call('letters.write', { to });
  // @ts-expect-error a setting that does not exist
  void ctx.config.weeks;
  // @ts-expect-error a port that the contract does not use
  void ctx.ports.bank;
  // @ts-expect-error an operation with an effect cannot be called directly
  void ctx.ports.post.send;
  return ctx.answer(async (work) => {
    await work.emit('written', { letter: status });
    // @ts-expect-error an unknown event
    await work.emit('wrote', { letter: status });
    // @ts-expect-error an event without what it must hold
    await work.emit('written', {});
    // @ts-expect-error an operation of a port that is not used
    await work.dispatch('bank.send', { to }, { lane: to });
    // @ts-expect-error the wrong input for an effect
    await work.dispatch('post.send', { from: to }, { lane: to });
    // @ts-expect-error no port can be reached inside a unit of work
    void work.ports;
    return work.dispatch('post.send', { to }, { lane: to });
  });
});
const look = handle(letters, 'look', async (ctx) => {
  // @ts-expect-error a query has no unit of work
  void ctx.work;
  return { status: 'sent' };
});
// @ts-expect-error a handler that answers something else
handle(letters, 'look', async () => ({ state: 'sent' }));
// @ts-expect-error a handler for an action that the contract does not have
handle(letters, 'burn', async () => ({}));

definePlugin(letters, { actions: { write, look }, routes: [{ method: 'GET', path: '/letters/{barcode}', action: 'letters.look' }] });
// @ts-expect-error an action without implementation
definePlugin(letters, { actions: { write } });
// @ts-expect-error a route to nowhere
definePlugin(letters, { actions: { write, look }, routes: [{ method: 'GET', path: '/nowhere', action: 'letters.nowhere' }] });
// @ts-expect-error a listener to an event that nobody emits
definePlugin(letters, { actions: { write, look }, listens: { 'letters.burnt': async () => undefined } });
// @ts-expect-error a receiver of a message that no port in use has
definePlugin(letters, { actions: { write, look }, receives: { 'post.lost': async () => undefined } });
// @ts-expect-error an outcome of an effect that the plugin cannot ask for
definePlugin(letters, { actions: { write, look }, outcomes: { 'post.find': { done: async () => undefined } } });

const whole: PortImplementation<typeof post> = {
  send: async () => ({ barcode: '1' }), find: async () => ({ status: 'sent' }), pay: { perform: async () => ({}), lookUp: async () => undefined },
};
const open = () => ({ implementation: whole, levers: {}, close: () => undefined });
defineConnector(post, { title: 'Post', config: z.strictObject({}), sandbox: open });
// @ts-expect-error an operation of the port is missing
defineConnector(post, { title: 'Post', config: z.strictObject({}), sandbox: () => ({ implementation: { send: whole.send, find: whole.find }, levers: {}, close: () => undefined }) });
// @ts-expect-error a `look-up` operation without its look
defineConnector(post, { title: 'Post', config: z.strictObject({}), sandbox: () => ({ implementation: { ...whole, pay: async () => ({}) }, levers: {}, close: () => undefined }) });

const shelf = defineTable('letters_shelf', { id: column.id(), at: column.instant(), state: column.text<'sent' | 'lost'>(10) }, { key: ['id'] });
const nobody = { by: 'nobody', why: 'A test.' } as const;
retain(shelf, { only: { state: 'lost' }, owner: nobody, counted: { from: 'column', column: 'at', clock: 'real' } });
// @ts-expect-error it counts from a column that the table does not have
retain(shelf, { owner: nobody, counted: { from: 'column', column: 'since', clock: 'real' } });
// @ts-expect-error an owner in a column that the table does not have
retain(shelf, { owner: { by: 'dossier', column: 'dossier' }, counted: { from: 'end-of-dossier' } });
// @ts-expect-error a state that the column does not take
retain(shelf, { only: { state: 'burnt' }, owner: nobody, counted: { from: 'never', why: 'A test.' } });
// @ts-expect-error emptied to what the column does not take
retain(shelf, { owner: nobody, counted: { from: 'never', why: 'A test.' }, emptied: () => ({ state: 'burnt' }) });
