import { z } from 'zod';
import type { Operation, Port } from '#services/kernel/port.ts';
import { catalogue } from './catalogue.ts';

/** What says who somebody is, or where. */
const identifying = new Set(['insz', 'firstName', 'firstNames', 'lastName', 'name', 'birthDate', 'address', 'street', 'email', 'mobile', 'phone', 'photo', 'cardNumber']);

function fieldsOf(schema: z.ZodType): string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties' && typeof value === 'object' && value !== null) found.push(...Object.keys(value));
      walk(value);
    }
  };
  walk(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));
  return found;
}

const operations = catalogue.connectors.flatMap(({ port }: { readonly port: Port }) => Object.entries(port.operations).map(([name, operation]): [string, Operation] => [`${port.id}.${name}`, operation]));

test.each(operations)('%s leaves an entry in the audit when it asks or tells who somebody is', (_name, { input, output, personal }) => {
  const unnoticed = personal === true ? [] : [...fieldsOf(input), ...fieldsOf(output)].filter((field) => identifying.has(field));
  expect(unnoticed).toEqual([]);
});
