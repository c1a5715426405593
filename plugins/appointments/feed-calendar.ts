import { instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { Ctx, Language } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { appointments, type Purpose } from './appointments.contract.ts';
import { visits } from './appointments.store.ts';
import { writeICalendar } from '#services/belgium/write-icalendar.ts';

/** What an official's calendar calls a visit. No name, no address: feeds end up in telephones and clouds. */
const summaries: Readonly<Record<Purpose, Readonly<Record<Language, string>>>> = {
  capture: { nl: 'eID aan huis: vingerafdrukken', fr: 'eID à domicile : empreintes digitales', de: 'eID zu Hause: Fingerabdrücke', en: 'eID at home: fingerprints' },
  delivery: { nl: 'eID aan huis: afgifte', fr: 'eID à domicile : remise', de: 'eID zu Hause: Übergabe', en: 'eID at home: delivery' },
};
const pastDays = 30;

export const feedCalendar = handle(appointments, 'calendar', async (ctx, { official }) => ({ ical: await calendarOf(ctx, official) }));

export async function calendarOf(ctx: Pick<Ctx<typeof appointments>, 'store' | 'today' | 'municipality'>, official: string): Promise<string> {
  const planned = await ctx.store.find(visits, {
    official, state: { in: ['confirmed', 'kept'] }, start: { gte: instantOf(addDays(ctx.today(), -pastDays), '00:00') },
  }, { by: [['start', 'asc']] });
  const [language = 'nl'] = ctx.municipality.languages;
  return writeICalendar(planned.map(({ id, purpose, start, end, changedAt, sequence }) => ({
    uid: `${id}@${ctx.municipality.id}.eid-aan-huis`, start, end, changedAt, sequence, summary: `${summaries[purpose][language]} (${ctx.municipality.name})`,
  })));
}
