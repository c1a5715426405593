import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { defineLever, type Lever } from '#services/kernel/connector.ts';
import { readTemplates } from '../../wire/whatsapp-wire.ts';
import { whatsappPlaces } from './whatsapp-places.ts';

const standing = z.enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED']);
export interface ServedTemplate { readonly name: string; readonly language: string; readonly text: string; readonly parameters: readonly string[]; readonly status: z.output<typeof standing> }

/** The texts that were approved: all that were submitted, until the lever says otherwise of one. */
export function servedTemplates(folder: string): { readonly all: () => readonly ServedTemplate[]; readonly lever: Lever } {
  const file = whatsappPlaces(folder).templates;
  const changed = () => z.record(z.string(), standing).parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  return {
    all: () => { const now = changed(); return readTemplates().map((template) => ({ ...template, status: now[template.name] ?? 'APPROVED' })); },
    lever: defineLever('A text of WhatsApp is approved, paused, rejected…, in every language.', z.strictObject({ name: z.string().regex(/^[a-z0-9_]{1,120}$/), status: standing }), z.strictObject({}), ({ name, status }) => {
      writeFileSync(file, JSON.stringify({ ...changed(), [name]: status }));
      return {};
    }),
  };
}
