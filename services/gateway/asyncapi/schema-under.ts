import { z } from 'zod';
import { rebase } from '../openapi-schemas.ts';

/**
 * A contract's schema as it stands in the document under a name. In the words of draft 7, on which AsyncAPI 3 builds its own: its readers need know no other.
 */
export function schemaUnder(name: string, schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-7' });
  return rebase(rest, `#/components/schemas/${name}`);
}
