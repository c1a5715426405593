import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { openServedHouse } from '#tools/test-house/open-served-house.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-openapi-'));
let plugins: readonly AnyPlugin[];
let served: string;

beforeAll(async () => {
  const t = await openServedHouse();
  plugins = t.house.plugins;
  served = await (await fetch(`${t.url}/openapi.json`)).text();
  await t.stop();
});
afterAll(() => rmSync(folder, { recursive: true }));

const problem = z.object({ ruleId: z.string(), severity: z.string(), message: z.string(), location: z.array(z.object({ pointer: z.string().optional() })) });

/** What Redocly's linter finds, with its strict rules: a warning counts too. It neither reports what it did nor asks for a newer version. */
async function lint(document: string): Promise<string[]> {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, document);
  const program = join(import.meta.dirname, '../../node_modules/@redocly/cli/bin/cli.js');
  const environment = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'lint', '--extends=recommended-strict', '--format=json', '--max-problems=1000', file], { env: environment, cwd: folder, maxBuffer: 2 ** 26 })
    .catch((error: unknown) => z.object({ stdout: z.string() }).parse(error));
  const { totals, problems } = z.object({ totals: z.object({ errors: z.int(), warnings: z.int(), ignored: z.literal(0) }), problems: z.array(problem) }).parse(JSON.parse(stdout));
  expect(problems).toHaveLength(totals.errors + totals.warnings);
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer ?? ''})`);
}

test('the description of the API that is served breaks no rule of the linter', async () => {
  expect(await lint(served)).toEqual([]);
});

test('the linter does look: it names an example that its schema refuses, and an operation that nobody may be asked a credential for', async () => {
  const found = await lint(served.replaceAll('"85673003360"', '"nobody"').replace('"security":[{"bearer":[]}],', ''));
  expect(found.join('\n')).toMatch(/^no-invalid-media-type-examples: .*insz/m);
  expect(found.join('\n')).toMatch(/^security-defined: /m);
});

test('every example of a body or answer is one that the contract takes', () => {
  const media = z.object({ 'application/json': z.object({ example: z.unknown() }) });
  const operation = z.object({ operationId: z.string(), parameters: z.array(z.looseObject({ in: z.string().optional(), name: z.string().optional(), example: z.unknown().optional() })).default([]), requestBody: z.object({ content: media }).optional(), responses: z.looseObject({ 200: z.object({ content: media }) }) });
  const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(JSON.parse(served));
  const operations = Object.entries(paths).filter(([path]) => path !== '/health').flatMap(([, methods]) => Object.values(methods)).map((found) => operation.parse(found));
  expect(operations.length).toBeGreaterThan(70);
  const refused = operations.flatMap(({ operationId, parameters, requestBody, responses }) => {
    const [plugin = '', name = ''] = operationId.split('.');
    const action = plugins.find(({ contract }) => contract.id === plugin)?.contract.actions[name];
    const { input, output } = z.object({ input: z.instanceof(z.ZodType), output: z.instanceof(z.ZodType) }).parse(action);
    const inPath = Object.fromEntries(parameters.filter((parameter) => parameter.in === 'path').map((parameter) => [parameter.name, parameter.example]));
    const body = requestBody && { ...z.record(z.string(), z.unknown()).parse(requestBody.content['application/json'].example), ...inPath };
    return [...(body ? [{ operationId, error: input.safeParse(body).error }] : []), { operationId, error: output.safeParse(responses[200].content['application/json'].example).error }].filter(({ error }) => error !== undefined);
  });
  expect(refused).toEqual([]);
});
