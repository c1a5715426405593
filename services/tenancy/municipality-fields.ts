import { z } from 'zod';
import { languageSchema } from '#services/belgium/language.ts';
import { deskSchema } from './desk.ts';
import { publicationSchema } from './publication.ts';
import { websiteSchema } from './website.ts';

/** What a municipality is, beside its plugins and connectors. */
export const municipalityFields = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*$/).describe('Internal id: leads in every key of the store and never changes. Lower-case letters and digits.'),
  name: z.string().max(80).regex(/^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u, 'one line, without blanks around it').describe('As it is written to citizens and on screens.'),
  nis: z.array(z.strictObject({
    code: z.string().regex(/^\d{5}$/).describe('NIS code, five digits.'),
    from: z.iso.date().describe('Day from which it holds, YYYY-MM-DD.'),
  })).min(1).describe('NIS codes with the day from which each holds: municipalities merge and are renumbered.'),
  languages: z.array(languageSchema).min(1).refine((spoken) => new Set(spoken).size === spoken.length, 'a language stands here twice').meta({ uniqueItems: true }).describe('Languages in which it writes to its citizens, the first one when nothing is known.'),
  publish: publicationSchema.optional().describe('What it offers to its own back-office over SOAP. Nothing, unless it says so.'),
  website: websiteSchema.optional().describe('Pages for citizens. None when left out.'),
  desk: deskSchema.optional().describe('Pages and elements for officials and administrators. None when left out.'),
});
