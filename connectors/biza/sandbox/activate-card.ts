import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { bizaFailures, sealedCode } from '../biza.port.ts';
import { cardCommands, chipNumberOf, codeSetBy, pinBlock } from '../wire/card-commands.ts';
import type { BizaOperations, BizaWorld } from './biza-world.ts';
import { demandAuthorised } from './demand-authorised.ts';
import { demandLiveCard, demandOrder, settle } from './order-card.ts';
import { statusOf } from './production-status.ts';
import { openBound } from './register-biometrics.ts';

type Chosen = z.output<typeof sealedCode>;
/** Status word of a card that did what it was told (ISO/IEC 7816-4). */
const success = '9000';

export function activationsOf(world: BizaWorld): Pick<BizaOperations, 'openActivation' | 'confirmActivation' | 'registerCode'> {
  return {
    openActivation: {
      prepare: ({ sealed, dossier }, call) => openBound(world, sealedCode, sealed, { dossier, purpose: 'code' }, call),
      act: ({ dossier, cardNumber, sealed, official, device }, { prepared }) => {
        demandAuthorised(world, 'activate-card', { official, device });
        const order = demandLiveCard(world, dossier, cardNumber);
        // An active card can only get another code, and not once its renewal is closed.
        if (activeSince(world, order) !== undefined && (sealed === null || world.closed.get(order))) throw bizaFailures.refused();
        const chosen: Chosen | undefined = prepared;
        if (sealed !== null && !chosen) throw bizaFailures['unreadable-envelope']();
        const activation = `ACT-${world.nis}-${world.next('activation')}`;
        const setsCode = chosen ? cardCommands.setCode(cardNumber, chosen.code, randomBytes(12)) : null;
        const script = scriptFor(cardNumber, setsCode);
        world.activations.put(activation, { dossier, cardNumber, commands: script.length, setsCode, activatedAt: null });
        world.activationOfCard.put(cardNumber, activation);
        return { activation, chip: chipNumberOf(cardNumber).toString('hex').toUpperCase(), script };
      },
    },
    confirmActivation: {
      act: ({ dossier, activation, responses }) => {
        const open = world.activations.get(activation);
        if (!open || open.dossier !== dossier || open.activatedAt !== null) throw bizaFailures.refused();
        if (world.activationOfCard.get(open.cardNumber) !== activation) throw bizaFailures.refused();
        const order = demandLiveCard(world, dossier, open.cardNumber);
        if (responses.length !== open.commands || responses.some((response) => !response.endsWith(success))) throw bizaFailures.refused();
        const before = activeSince(world, order);
        const activatedAt = before ?? world.now();
        world.activations.put(activation, { ...open, activatedAt });
        if (before === undefined) settle(world, order, 'activated');
        if (open.setsCode !== null) world.codeOfCard.put(open.cardNumber, open.setsCode);
        return { activatedAt };
      },
    },
    registerCode: {
      prepare: ({ sealed, dossier }, call) => openBound(world, sealedCode, sealed, { dossier, purpose: 'code' }, call),
      act: ({ dossier, cardNumber }, { prepared }) => {
        demandLiveCard(world, dossier, cardNumber);
        const chosen: Chosen | undefined = prepared;
        if (!chosen) throw bizaFailures['unreadable-envelope']();
        const given = world.codeOfCard.get(cardNumber);
        if (given !== undefined && codeSetBy(given, cardNumber)?.equals(pinBlock(chosen.code)) !== true) throw bizaFailures.refused();
        return {};
      },
    },
  };
}

function activeSince(world: BizaWorld, order: string): number | undefined {
  const { status, since } = statusOf(demandOrder(world, order), world.today());
  return status === 'activated' ? since : undefined;
}

/** The command APDUs that only BiZa can make: select the application, name the card, prove the role, set the chosen code, activate. */
function scriptFor(cardNumber: string, setsCode: string | null): string[] {
  return [
    cardCommands.selectApplication, cardCommands.nameCard(cardNumber), cardCommands.proveRole(randomBytes(16)), ...setsCode === null ? [] : [setsCode], cardCommands.activate,
  ];
}
