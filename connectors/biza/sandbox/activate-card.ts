import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { bizaFailures, sealedCode } from '../biza.port.ts';
import { cardCommands } from '../wire/card-commands.ts';
import type { BizaOperations, BizaWorld } from './biza-world.ts';
import { demandAuthorised } from './demand-authorised.ts';
import { demandLiveCard, demandOrder, settle } from './order-card.ts';
import { statusOf } from './production-status.ts';
import { openBound } from './register-biometrics.ts';

/** Status word of a card that did what it was told (ISO/IEC 7816-4). */
const success = '9000';

export function activationsOf(world: BizaWorld): Pick<BizaOperations, 'openActivation' | 'confirmActivation' | 'registerCode'> {
  return {
    openActivation: {
      act: ({ dossier, cardNumber, official, device }) => {
        demandAuthorised(world, 'activate-card', { official, device });
        const order = demandLiveCard(world, dossier, cardNumber);
        if (isActive(world, order)) throw bizaFailures.refused();
        const activation = `ACT-${world.nis}-${world.next('activation')}`;
        const script = scriptFor(world, cardNumber);
        world.activations.put(activation, { dossier, cardNumber, commands: script.length, activatedAt: null });
        world.activationOfCard.put(cardNumber, activation);
        return { activation, script };
      },
    },
    confirmActivation: {
      act: ({ dossier, activation, responses }) => {
        const open = world.activations.get(activation);
        if (!open || open.dossier !== dossier || open.activatedAt !== null) throw bizaFailures.refused();
        if (world.activationOfCard.get(open.cardNumber) !== activation) throw bizaFailures.refused();
        const order = demandLiveCard(world, dossier, open.cardNumber);
        if (responses.length !== open.commands || responses.some((response) => !response.endsWith(success))) throw bizaFailures.refused();
        const activatedAt = world.now();
        world.activations.put(activation, { ...open, activatedAt });
        settle(world, order, 'activated');
        world.codeForCard.remove(open.cardNumber);
        return { activatedAt };
      },
    },
    registerCode: {
      prepare: ({ sealed, dossier }, call) => openBound(world, sealedCode, sealed, { dossier, purpose: 'code' }, call),
      act: ({ dossier, cardNumber }, { prepared }) => {
        const order = demandLiveCard(world, dossier, cardNumber);
        const chosen: z.output<typeof sealedCode> | undefined = prepared;
        if (!chosen) throw bizaFailures['unreadable-envelope']();
        // Only a card that is still to be activated gets it by a script, and only its sealed form waits here for that.
        if (!isActive(world, order)) world.codeForCard.put(cardNumber, cardCommands.setCode(cardNumber, chosen.code, randomBytes(12)));
        return {};
      },
    },
  };
}

function isActive(world: BizaWorld, order: string): boolean {
  return statusOf(demandOrder(world, order), world.today()).status === 'activated';
}

/** The command APDUs that only BiZa can make: select the application, name the card, prove the role, set the code that was chosen before, activate. */
function scriptFor({ codeForCard }: BizaWorld, cardNumber: string): string[] {
  const code = codeForCard.get(cardNumber);
  return [
    cardCommands.selectApplication, cardCommands.nameCard(cardNumber), cardCommands.proveRole(randomBytes(16)), ...code === undefined ? [] : [code], cardCommands.activate,
  ];
}
