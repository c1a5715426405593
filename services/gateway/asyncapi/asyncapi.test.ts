import { z } from 'zod';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { asyncApiOf } from './asyncapi.ts';

let contracts: readonly AnyPlugin['contract'][];
let document: string;

const message = z.looseObject({ examples: z.array(z.object({ payload: z.unknown() })).optional() });
const shape = z.object({
  channels: z.record(z.string(), z.looseObject({ address: z.string().nullable() })), operations: z.record(z.string(), z.looseObject({ action: z.enum(['send', 'receive']), summary: z.string().min(1), security: z.unknown().optional() })),
  components: z.looseObject({ messages: z.record(z.string(), message) }),
});
let parsed: z.output<typeof shape>;

beforeAll(async () => {
  const t = await openTestHouse();
  contracts = t.house.plugins.map(({ contract }) => contract);
  await t.stop();
  document = JSON.stringify(asyncApiOf(contracts));
  parsed = shape.parse(JSON.parse(document));
});

test('every event and every action of every contract has its subject, with the municipality in it', () => {
  const subjects = contracts.flatMap(({ id, events, actions }) => [...Object.keys(events).map((event) => `eid.evt.{municipality}.${id}.${event}.v1`), ...Object.keys(actions).map((action) => `eid.rpc.{municipality}.${id}.${action}`)]);
  expect(Object.values(parsed.channels).flatMap(({ address }) => address ?? []).toSorted()).toEqual(subjects.toSorted());
  expect(subjects.length).toBeGreaterThan(140);
});

test('an event is told and a request is answered; a request asks a credential', () => {
  expect(parsed.operations['tell invitation.invited']).toMatchObject({ action: 'send' });
  expect(parsed.operations['answer request.submit']).toMatchObject({ action: 'receive', security: [{ $ref: '#/components/securitySchemes/bearer' }] });
  expect(Object.entries(parsed.operations).filter(([, { action, security }]) => action === 'receive' && security === undefined)).toEqual([]);
});

test('every event says in a sentence what happened', () => {
  expect(contracts.flatMap(({ id, events }) => Object.entries(events).filter(([, schema]) => !z.instanceof(z.ZodType).parse(schema).description?.endsWith('.')).map(([event]) => `${id}.${event}`))).toEqual([]);
});

test('every example is one that the contract takes', () => {
  const schemas = new Map(contracts.flatMap(({ id, events, actions }) => [
    ...Object.entries(events).map(([event, schema]): [string, unknown] => [`${id}.${event}`, schema]),
    ...Object.entries(z.record(z.string(), z.object({ input: z.unknown(), output: z.unknown() })).parse(actions)).flatMap(([name, { input, output }]): [string, unknown][] => [[`${id}.${name}.request`, input], [`${id}.${name}.answer`, output]]),
  ]));
  const refused = Object.entries(parsed.components.messages).filter(([name]) => name !== 'problem').flatMap(([name, { examples }]) => {
    const { error } = z.instanceof(z.ZodType).parse(schemas.get(name)).safeParse(examples?.[0]?.payload);
    return error ? [`${name}: ${error.message}`] : [];
  });
  expect(refused).toEqual([]);
});

test('the description is the same whatever the order of the plugins', () => {
  expect(JSON.stringify(asyncApiOf(contracts.toReversed()))).toBe(document);
});
