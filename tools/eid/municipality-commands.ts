import { administration } from '#services/tenancy/administration.contract.ts';
import { profileId } from '#services/tenancy/profile.ts';
import type { House } from '#services/host/open-house.ts';
import { inHouse, municipality, type Command } from './in-house.ts';
import { asking, change, confirming, place, reads, settings, waysBack } from './setting-commands.ts';

const { municipality: itself, settings: startOfChange } = administration.actions;

/** `npm run eid -- municipality …`: what a municipality is itself, as far as it may be set while everything runs. */
export const municipalityCommands: Readonly<Record<string, Command>> = {
  'municipality show': { summary: 'What the municipality is itself, and what of it may be set.', usage: place, options: municipality, run: (values) => inHouse(values, showProfile) },
  'municipality plan': { summary: 'Says what a change of its name, languages, help, look or hosts would do, and does nothing.', usage: `${place} --settings <file.json>|-`, options: { ...municipality, ...settings }, run: (values) => inHouse(values, (house, id) => change(house, id, 'profile', 'configure', { ...values, 'dry-run': true })) },
  'municipality configure': { summary: 'Changes them: what the file names is replaced, null takes a setting away, all else stays.', usage: `${place} --settings <file.json>|- ${asking}`, options: { ...municipality, ...confirming, ...settings }, run: (values) => inHouse(values, (house, id) => change(house, id, 'profile', 'configure', values)) },
  ...waysBack('municipality'),
};

async function showProfile(house: House, id: string): Promise<void> {
  const { municipality: called, nis, publishes, website, desk } = itself.output.parse(await house.call('administration.municipality', {}, reads(id)));
  const { settings: set } = startOfChange.output.parse(await house.call('administration.settings', { part: 'profile', what: profileId }, reads(id)));
  const at = (pages: Readonly<Record<string, unknown>> | null) => (pages === null ? 'none' : typeof pages['url'] === 'string' ? pages['url'] : 'at the address of this programme');
  console.log(`${called}: NIS ${nis.map(({ code, from }) => `${code} since ${from}`).join(', ')}; pages for citizens: ${at(website)}; for officials: ${at(desk)}; published over: ${publishes.join(', ') || 'nothing more'}`);
  console.log(`may be set:\n${JSON.stringify(set, undefined, 2)}`);
}
