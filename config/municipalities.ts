import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { gent } from './municipalities/gent.ts';
import { kortenberg } from './municipalities/kortenberg.ts';

/** The municipalities that this installation serves. */
export const municipalities: readonly MunicipalityDefinition[] = [gent, kortenberg];
