import { dayOf } from '#services/belgium/brussels-time.ts';
import type { CallerProofs } from '#services/identity/caller-proofs.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { nisOn } from '#services/tenancy/municipality.ts';
import { websiteSchema } from '#services/tenancy/website.ts';
import type { Engine } from './engine.ts';

export type PagesControl = ReturnType<typeof pagesControl>;

/** Where each municipality has its pages, looked up for each request: NIS codes are dated. */
export function pagesControl(engine: Pick<Engine, 'municipalities' | 'realNow' | 'keyring'> & { readonly clock: Pick<Engine['clock'], 'now'> }, proofs: Pick<CallerProofs, 'vouch'>, publicUrl: () => string) {
  const at = (nis: string) => {
    const found = [...engine.municipalities].find(([id, { definition }]) => nisOn(definition, dayOf(engine.clock.now(id))) === nis);
    const [id, { definition: { name, languages, website } }] = found ?? [undefined, { definition: { name: '', languages: [], website: undefined } }];
    if (id === undefined || website === undefined) return undefined;
    const { url = `${publicUrl()}/pages/${nis}`, telephone, email = null, embeddedBy, theme } = websiteSchema.parse(website);
    return { municipality: { id, nis, name, languages }, url, telephone, email, embeddedBy, theme, now: () => engine.clock.now(id) };
  };
  return {
    at,
    all: () => [...engine.municipalities].flatMap(([id, { definition }]) => at(nisOn(definition, dayOf(engine.clock.now(id))) ?? '') ?? []),
    vouch: (caller: Caller) => proofs.vouch(caller),
    formKey: () => engine.keyring.current('', 'forms').key,
    realNow: engine.realNow,
  };
}
