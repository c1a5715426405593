import { randomBytes } from 'node:crypto';
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
        if (statusOf(demandOrder(world, order), world.today()).status === 'activated') throw bizaFailures.refused();
        const activation = `ACT-${world.nis}-${world.next('activation')}`;
        const script = scriptFor(cardNumber);
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
        return { activatedAt };
      },
    },
    registerCode: {
      prepare: ({ sealed, dossier }, call) => openBound(world, sealedCode, sealed, { dossier, purpose: 'code' }, call),
      act: ({ dossier, cardNumber }, { prepared }) => {
        demandLiveCard(world, dossier, cardNumber);
        if (!prepared) throw bizaFailures['unreadable-envelope']();
        return {};
      },
    },
  };
}

/** The command APDUs that only BiZa can make: select the application, name the card, prove the role, activate. */
function scriptFor(cardNumber: string): string[] {
  return [cardCommands.selectApplication, cardCommands.nameCard(cardNumber), cardCommands.proveRole(randomBytes(16)), cardCommands.activate];
}
