import { z } from 'zod';

/** Where the municipality's officials and administrators work in a browser. */
export const deskSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).regex(/[^/]$/, 'no slash at the end').optional()
    .describe('Where the desk is in the world, when a proxy leads to /desk/{nis}. Where this middleware is, when left out.'),
  hosts: z.array(z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, 'an origin: https://tool.example')).max(10).default([])
    .describe('Origins of programs whose pages may hold the custom elements of the desk (the eID tool: `https://tool.example`). Nobody\'s when left out.'),
  theme: z.record(z.string().regex(/^(eid|utrecht)-[a-z0-9-]{1,80}$/), z.string().regex(/^[#\w .,%()-]{1,80}$/)).default({})
    .describe('Design tokens and their values, without the two dashes, as for the website.'),
});
export type Desk = z.input<typeof deskSchema>;
