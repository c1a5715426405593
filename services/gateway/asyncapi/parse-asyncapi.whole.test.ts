import { DiagnosticSeverity, Parser } from '@asyncapi/parser';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { asyncApiOf } from './asyncapi.ts';

const thorough = 120_000;
let all: string;
let small: string;

beforeAll(async () => {
  const t = await openTestHouse();
  const contracts = t.house.plugins.map(({ contract }) => contract);
  await t.stop();
  all = JSON.stringify(asyncApiOf(contracts));
  small = JSON.stringify(asyncApiOf(contracts.filter(({ id }) => id === 'invitation')));
}, thorough);

/** What the parser of AsyncAPI finds wrong, errors and warnings. That there is a newer version of AsyncAPI is neither. */
async function problems(text: string): Promise<string[]> {
  const { diagnostics } = await new Parser().parse(text);
  const wrong = [DiagnosticSeverity.Error, DiagnosticSeverity.Warning];
  return diagnostics.filter(({ severity }) => wrong.includes(severity)).map(({ code, message, path }) => `${code}: ${message} (${path.join('/')})`);
}

test('the description of what goes over NATS is accepted by the parser of AsyncAPI', async () => {
  expect(await problems(all)).toEqual([]);
}, thorough);

test('the parser does look: it names a message that is nowhere, and an operation that neither sends nor receives', async () => {
  expect(await problems(small)).toEqual([]);
  expect((await problems(small.replace('#/components/messages/invitation.invited', '#/components/messages/nowhere'))).join('\n')).toContain('invalid-ref');
  expect((await problems(small.replace('"action":"send"', '"action":"shout"'))).join('\n')).toContain('"action" property must be equal to one of the allowed values');
}, thorough);
