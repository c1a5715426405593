import { catalogue } from '#config/catalogue.ts';
import { audit } from '#services/audit/audit.contract.ts';
import { journeyContract } from '#services/journey/journey.contract.ts';
import type { Contract } from '#services/kernel/contract.ts';
import { exceptions } from '#services/outbox/exceptions.contract.ts';
import { outbox } from '#services/outbox/outbox.contract.ts';
import { retention } from '#services/retention/retention.contract.ts';

/** What a front must be able to say: the contracts of all plugins, and of the house's own services that have routes. */
export const allContracts: readonly Contract[] = [journeyContract, exceptions, outbox, audit, retention, ...catalogue.plugins.map((plugin): Contract => plugin.contract)];
