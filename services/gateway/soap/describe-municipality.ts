import { nisOn, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { isPublished } from '#services/tenancy/publication.ts';
import type { Offered } from '../operation.ts';
import { surfaceOf } from '../surface.ts';
import { soapOperationsOf } from './soap-operation.ts';
import { wsdlOf } from './write-wsdl.ts';

/**
 * The WSDL of a municipality without a running house, for reports; undefined when it publishes nothing. `plugins` are the house's own services and the plugins that
 * are on there; `publicUrl` is without a slash at the end; `day` is the one on which its NIS code must hold.
 */
export function describeMunicipality(definition: MunicipalityDefinition, plugins: readonly Offered[], { publicUrl, day }: { readonly publicUrl: string; readonly day: string }): string | undefined {
  const { publish, name } = definition;
  const operations = publish ? soapOperationsOf(surfaceOf(plugins).filter((operation) => isPublished(publish, operation.name))) : [];
  return operations.length === 0 ? undefined : wsdlOf({ title: name, address: `${publicUrl}/soap/${nisOn(definition, day)}`, operations });
}
