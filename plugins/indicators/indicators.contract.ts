import { z } from 'zod';
import { daySchema } from '#services/belgium/day.ts';
import { delivererSchema, groundSchema } from '#services/journey/ground.ts';
import { defineContract, type ActionsOf } from '#services/kernel/contract.ts';
import { measures } from './measures.contract.ts';

export const indicatorIds = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'K8'] as const;
export const indicatorSchema = z.enum(indicatorIds);
export type IndicatorId = z.output<typeof indicatorSchema>;

export const monthSchema = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/).meta({ examples: ['2026-11'] });
const monthAsked = { month: monthSchema.optional().describe('As it stood at the end of this month; left out: yesterday. Of the present month: yesterday too.') };
const slice = {
  ground: groundSchema.optional(), deliverBy: delivererSchema.optional(),
  official: z.string().min(1).max(100).optional().describe('Reference of the official who took the fingerprints (K2) or handed the card over (K3). Of anybody but oneself with the scope `indicators:colleagues` only.'),
};
const period = { from: daySchema, until: daySchema.describe('Last day of the period, inclusive; of what stands the night that is looked at.') };
const amount = z.number().nullable().describe('Null where there is nothing to reckon with: `empty` says why.');

export const emptyReasons = ['no-dossiers', 'no-deliveries', 'no-history', 'no-counter-figures', 'no-complaints', 'not-its-group', 'not-divided-so'] as const;
export const figureSchema = z.object({
  indicator: indicatorSchema, unit: z.enum(['days', 'dossiers', 'complaints', 'percent']),
  value: amount, target: z.number(), baseline: z.number().nullable().describe('What it was before home service, as the founding document says; null where it says nothing.'),
  met: z.boolean().nullable().describe('Whether the target is reached.'),
  ...period,
  basis: z.int().describe('How many dossiers, days or weeks the figure is made of.'),
  beside: z.array(z.object({ id: z.enum(['production', 'without-production', 'since-request', 'delivered-at-home']), value: amount, basis: z.int() })).describe('Figures to read it with.'),
  empty: z.enum(emptyReasons).nullable(),
  trend: z.array(z.object({ month: monthSchema, value: amount, basis: z.int() })).describe('The same at the end of each of 24 months, the last one as asked.'),
});
export type Figure = z.output<typeof figureSchema>;

const doneUpTo = z.union([z.strictObject({ dossier: z.uuid() }), z.strictObject({ measure: z.enum(measures), year: z.string().regex(/^\d{4}$/) })]);
/** What was done last: dossiers up to one, or the tallies of one measure and year. */
export type DoneUpTo = z.output<typeof doneUpTo>;
const goesOn = { after: doneUpTo.optional().describe('`next` of the call before; left out: from the beginning.') };
const next = doneUpTo.nullable().describe('Goes into the next call as `after`; null when all is done.');

/** K1 to K8 of the founding document, from the dossiers' own history. */
export const indicators = defineContract('indicators', {
  title: 'Shows whether the service reaches its targets: the indicators K1 to K8',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {
    list: {
      kind: 'query', summary: 'All indicators with their targets and trends.', scope: 'indicators:read',
      input: z.strictObject({ ...monthAsked, ...slice }), output: z.object({ asOf: daySchema, indicators: z.array(figureSchema) }),
    },
    show: {
      kind: 'query', summary: 'One indicator, also per ground, deliverer and official: oneself, or with the scope `indicators:colleagues` every one.', scope: 'indicators:read',
      input: z.strictObject({ indicator: indicatorSchema, ...monthAsked, ...slice }),
      output: figureSchema.extend({ slices: z.array(z.object({ by: z.enum(['ground', 'deliverer', 'official']), of: z.string(), value: amount, basis: z.int() })) }),
    },
    officials: {
      kind: 'query', summary: 'Whose figures there are of the last months: oneself, or with the scope `indicators:colleagues` every official.', scope: 'indicators:read', input: z.strictObject(monthAsked),
      output: z.object({ officials: z.array(z.string()).describe('By reference.') }),
    },
    dossiers: {
      kind: 'query', summary: 'The dossiers behind an indicator, the longest first.', scope: 'indicators:dossiers',
      input: z.strictObject({ indicator: indicatorSchema, ...monthAsked, ...slice, limit: z.coerce.number().int().min(1).max(500).default(100), offset: z.coerce.number().int().min(0).default(0) }),
      output: z.object({
        ...period,
        dossiers: z.array(z.object({
          dossier: z.uuid(), value: z.number().nullable().describe('Days; for K7 2 when delivered at home, 1 when only visited at home, 0 when all was done at the counter; for K6 1 for each complaint.'),
          day: daySchema.describe('On which it counts, or from which on it stands.'), state: z.string(),
        })),
        total: z.int(),
      }),
    },
    export: {
      kind: 'query', summary: 'Every indicator with its slices as CSV, per official as `show` tells them.', scope: 'indicators:read', input: z.strictObject(monthAsked),
      output: z.object({ fileName: z.string(), csv: z.string().describe('RFC 4180 in UTF-8 with byte order mark, semicolons between and decimal commas, as spreadsheets in Belgium read it.') }),
    },
    verify: {
      kind: 'command', summary: 'Reckons everything anew from the raw history and compares, some thousand rows in each call. Changes nothing.', scope: 'indicators:keep', input: z.strictObject(goesOn),
      output: z.object({
        checked: z.int().describe('Dossiers.'), waiting: z.int().describe('Dossiers of which the last steps have not been counted yet.'),
        different: z.array(z.object({ what: z.enum(['dossier', 'tally']), of: z.string().max(200) })).describe('At most a hundred.'), next,
      }),
    },
    rebuild: {
      kind: 'command', summary: 'Puts every figure right from the raw history, some thousand rows in each call, while the work goes on.', scope: 'indicators:keep', input: z.strictObject(goesOn),
      output: z.object({ counted: z.int().describe('Dossiers.'), changed: z.int().describe('Dossiers and tallies that were not right.'), next }),
    },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof indicators> {}
}
