import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { languageSchema } from '#services/belgium/language.ts';

/** Meta's id of a message (`wamid.…`) has the citizen's number in it, readable for everybody: what the house keeps and is told is a digest of it. */
export const messageIdOf = (wamid: string): string => `whatsapp-${createHash('sha256').update(wamid).digest('base64url')}`;

/** Where Meta tells us something, below the address of this connector. */
export const whatsappPath = '/whatsapp';

const template = z.strictObject({
  name: z.string(), language: languageSchema, category: z.literal('UTILITY'), parameter_format: z.literal('NAMED'),
  components: z.tuple([z.strictObject({ type: z.literal('BODY'), text: z.string(), example: z.strictObject({ body_text_named_params: z.array(z.strictObject({ param_name: z.string(), example: z.string() })) }) })]),
});

/** A text that Meta has approved before it goes out: each as it is submitted, written from the catalogue of the communication plugin. */
export function readTemplates(): readonly { readonly name: string; readonly language: z.output<typeof languageSchema>; readonly text: string; readonly parameters: readonly string[] }[] {
  const all = z.array(template).parse(JSON.parse(readFileSync(join(import.meta.dirname, 'whatsapp-templates.json'), 'utf8')));
  return all.map(({ name, language, components: [{ text, example }] }) => ({ name, language, text, parameters: example.body_text_named_params.map(({ param_name: parameter }) => parameter) }));
}
