import { invitation } from '#plugins/invitation/invitation.contract.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { enable, nisOn, type EnabledPlugin, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';

export interface HerePlace { /** Where the outside reaches this house, without a slash at the end. */ readonly publicUrl: string; readonly realNow: () => number }

/**
 * A demonstration names a website that nobody can have (`.example`, RFC 2606): its invitations lead to the pages that this house serves, so that who gets
 * one can follow its link. A real address stays as it is.
 */
export function pagesHere(definition: MunicipalityDefinition, { publicUrl, realNow }: HerePlace): MunicipalityDefinition {
  const { website } = definition;
  if (!website) return definition;
  const url = website.url ?? `${publicUrl}/pages/${nisOn(definition, dayOf(realNow()))}`;
  const led = (plugin: EnabledPlugin): EnabledPlugin => {
    const settings = plugin.contract.id === invitation.id ? invitation.config.safeParse(plugin.settings).data : undefined;
    return settings && isNobodys(settings.websiteUrl) ? enable(invitation, { ...settings, websiteUrl: url }) : plugin;
  };
  return { ...definition, plugins: definition.plugins.map(led) };
}

const isNobodys = (address: string): boolean => new URL(address).hostname.endsWith('.example');
