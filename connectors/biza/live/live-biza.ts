import type { z } from 'zod';
import { defineLive, type LiveEnv } from '#services/kernel/connector.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import { biza } from '../biza.port.ts';
import type { EidOperation } from '../wire/eid-messages.ts';
import { askEid, askPerson, type Flavour } from './ask-biza.ts';
import { bizaSettings, type BizaSettings } from './biza-settings.ts';
import { checkBiza } from './check-biza.ts';
import type { Notice } from './notice.ts';
import { restFlavour } from './rest-flavour.ts';
import { soapFlavour } from './soap-flavour.ts';

/** BiZa over its wire, in the flavour that the settings choose. */
export const liveBiza = defineLive(bizaSettings, { open: (env) => bizaOver(flavourOf(env)), check: (env) => checkBiza(env, (notice) => bizaOver(flavourOf(env, notice))) });

function flavourOf(env: LiveEnv<BizaSettings>, notice?: Notice): Flavour {
  const { config } = env;
  return config.flavour === 'soap' ? soapFlavour({ ...env, config }, notice) : restFlavour({ ...env, config }, notice);
}

function bizaOver(flavour: Flavour): PortImplementation<typeof biza> {
  const eid = <I extends object, S extends z.ZodType>(name: EidOperation, { output }: { readonly input: z.ZodType<I>; readonly output: S }) =>
    (input: I, call: OutwardCall) => askEid(flavour, name, output, input, call);
  const { operations } = biza;
  return {
    person: (input, call) => askPerson(flavour, operations.person.output, input, call),
    authorisations: eid('authorisations', operations.authorisations),
    registerBiometrics: eid('registerBiometrics', operations.registerBiometrics),
    verifyBiometrics: eid('verifyBiometrics', operations.verifyBiometrics),
    orderCard: eid('orderCard', operations.orderCard),
    cardStatus: eid('cardStatus', operations.cardStatus),
    annulCard: eid('annulCard', operations.annulCard),
    openActivation: eid('openActivation', operations.openActivation),
    confirmActivation: eid('confirmActivation', operations.confirmActivation),
    registerCode: eid('registerCode', operations.registerCode),
    closeRenewal: eid('closeRenewal', operations.closeRenewal),
    reportUnclaimed: eid('reportUnclaimed', operations.reportUnclaimed),
  };
}
