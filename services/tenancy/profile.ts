import { z } from 'zod';
import { deskSchema, type Desk } from './desk.ts';
import { municipalityFields } from './municipality-fields.ts';
import type { MunicipalityDefinition } from './municipality.ts';
import { websiteSchema, type Website } from './website.ts';
import { isWritten } from './written-settings.ts';

/**
 * What of a municipality itself its administrators may set while everything runs (decision 65): how it is called, what it speaks, where people get help, how it
 * looks and who may embed it. What it is known by outside, where its pages are and who may call it stand in the configuration alone.
 */
export interface Profile {
  readonly name: string;
  readonly languages: MunicipalityDefinition['languages'];
  readonly website?: Omit<Website, 'url'> | undefined;
  readonly desk?: Omit<Desk, 'url'> | undefined;
}

/** The one thing of its part: what a change of it names. */
export const profileId = 'municipality';

type Base = Pick<MunicipalityDefinition, 'name' | 'languages' | 'website' | 'desk'>;
const { name, languages } = municipalityFields.shape;
const website = websiteSchema.omit({ url: true }).optional().describe('Pages for citizens: where help is, how they look, who may show them. As the configuration has it when left out.');
const desk = deskSchema.omit({ url: true }).optional().describe('Pages for officials: how they look, who may hold their elements. As the configuration has it when left out.');

/** What may be set here: of pages only where the configuration says that there are any. */
export function profileSchema(base: Base): z.ZodObject {
  return z.strictObject({ name, languages, ...(base.website && { website }), ...(base.desk && { desk }) });
}

/** As the configuration has it, as written. */
export function profileOf(base: Base): Profile {
  return { name: base.name, languages: base.languages, ...(base.website && { website: withoutUrl(base.website) }), ...(base.desk && { desk: withoutUrl(base.desk) }) };
}

/** As an administrator set it, for the pages that the configuration has now: it may have gained or lost them since. */
export function profileNow(base: Base, set: unknown): unknown {
  if (!isWritten(set)) return set;
  const own = profileOf(base);
  const { website: pages = own.website, desk: work = own.desk, ...itself } = set;
  return { ...itself, ...(base.website && { website: pages }), ...(base.desk && { desk: work }) };
}

/** The municipality with this profile; as it is where the profile does not fit, of which others complain. */
export function withProfile<M extends Base>(base: M, profile: unknown): M {
  if (!fits(base, profile)) return base;
  const { website: pages, desk: work, ...itself } = profile;
  return { ...base, ...itself, ...(pages && { website: { ...urlOf(base.website), ...pages } }), ...(work && { desk: { ...urlOf(base.desk), ...work } }) };
}

function fits(base: Base, profile: unknown): profile is Profile {
  return profileSchema(base).safeParse(profile).success;
}

function withoutUrl<P extends { readonly url?: unknown }>({ url: _url, ...rest }: P): Omit<P, 'url'> {
  return rest;
}
const urlOf = (pages: { readonly url?: string | undefined } | undefined) => (pages?.url === undefined ? {} : { url: pages.url });
