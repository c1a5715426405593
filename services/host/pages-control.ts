import { dayOf } from '#services/belgium/brussels-time.ts';
import type { CallerProofs } from '#services/identity/caller-proofs.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { Front } from '#services/kernel/page.ts';
import { deskSchema } from '#services/tenancy/desk.ts';
import { nisOn, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { websiteSchema } from '#services/tenancy/website.ts';
import type { Engine } from './engine.ts';

export type PagesControl = ReturnType<typeof pagesControl>;

/** Where each municipality has its pages, looked up for each request: NIS codes are dated. */
export function pagesControl(engine: Pick<Engine, 'municipalities' | 'alwaysOn' | 'realNow' | 'keyring'> & { readonly clock: Pick<Engine['clock'], 'now'> }, proofs: Pick<CallerProofs, 'vouch'>, publicUrl: () => string) {
  const at = (nis: string, front: Front) => {
    const found = [...engine.municipalities].find(([id, { definition }]) => nisOn(definition, dayOf(engine.clock.now(id))) === nis);
    if (!found) return undefined;
    const [id, { definition, settings, resting }] = found;
    const look = lookOf(definition, front);
    if (!look) return undefined;
    const { url = `${publicUrl()}/${front}/${nis}`, ...rest } = look;
    return {
      front, municipality: { id, nis, name: definition.name, languages: definition.languages }, url, ...rest, now: () => engine.clock.now(id),
      // One that was switched off goes on for what began before.
      offers: (plugin: string) => engine.alwaysOn.has(plugin) || settings.has(plugin) || resting.has(plugin),
    };
  };
  return {
    at,
    all: (front: Front) => [...engine.municipalities].flatMap(([id, { definition }]) => at(nisOn(definition, dayOf(engine.clock.now(id))), front) ?? []),
    vouch: (caller: Caller) => proofs.vouch(caller),
    formKey: () => engine.keyring.current('', 'forms').key,
    realNow: engine.realNow,
  };
}

type Look = { readonly url?: string | undefined; readonly embeddedBy: readonly string[]; readonly hosts: readonly string[]; readonly theme: Readonly<Record<string, string>>; readonly help: { readonly telephone: string; readonly email: string | null } | null };

/** What a definition says of its pages, read once: a change makes another definition. */
const looks: Readonly<Record<Front, WeakMap<MunicipalityDefinition, Look>>> = { pages: new WeakMap(), desk: new WeakMap() };
function lookOf(definition: MunicipalityDefinition, front: Front): Look | undefined {
  const known = looks[front].get(definition);
  if (known) return known;
  const look = front === 'pages' ? websiteOf(definition) : deskOf(definition);
  if (look) looks[front].set(definition, look);
  return look;
}

function websiteOf({ website }: MunicipalityDefinition): Look | undefined {
  if (!website) return undefined;
  const { url, embeddedBy, theme, telephone, email = null } = websiteSchema.parse(website);
  return { url, embeddedBy, theme, hosts: [], help: { telephone, email } };
}

/** The desk is in no frame: programs hold its elements. */
function deskOf({ desk }: MunicipalityDefinition): Look | undefined {
  if (!desk) return undefined;
  const { url, hosts, theme } = deskSchema.parse(desk);
  return { url, embeddedBy: [], theme, hosts, help: null };
}
