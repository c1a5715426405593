import { z } from 'zod';

/** The pages of a municipality for its citizens. */
export const websiteSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).regex(/[^/]$/, 'no slash at the end').optional()
    .describe('Where the pages are in the world, when the municipality\'s website has them under a path of its own (its proxy leads there to /pages/{nis}). Where this middleware is, when left out.'),
  telephone: z.string().min(3).max(40).describe('Where people who need help call.'),
  email: z.email().optional().describe('Where they may write.'),
  embeddedBy: z.array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/)).max(10).default([]).describe('Hosts whose pages may show these in a frame, reached over https. Nobody\'s when left out.'),
  theme: z.record(z.string().regex(/^(eid|utrecht)-[a-z0-9-]{1,80}$/), z.string().regex(/^[#\w .,%()-]{1,80}$/)).default({})
    .describe('Design tokens and their values (`eid-accent`: `#00439c`; tokens of the Utrecht components), without the two dashes.'),
});
export type Website = z.input<typeof websiteSchema>;
