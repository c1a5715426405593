import { codeSetBy, setsCode } from '#connectors/biza/wire/card-commands.ts';
import { devicesFailures } from '../devices.port.ts';
import { askPin, mostTries, printOfBlock, triesLeft } from './card-pin.ts';
import { demandCard, demandConnected, openRequest, tellStep, type Card, type DevicesOperations, type DevicesWorld, type Request } from './devices-world.ts';

/** The command of our BiZa that names the card to activate; see the BiZa sandbox's script. */
const namesCard = /^80EA000006(\d{12})$/;
const success = '9000';
/** Security status not satisfied; data that cannot be used (ISO/IEC 7816-4). */
const [refusal, badData] = ['6982', '6A80'];

interface MeantCard { readonly cardNumber: string }
type Asked = Omit<Request, 'at' | 'begunAt' | 'tried' | 'best'>;

export function operationsOf(world: DevicesWorld): DevicesOperations {
  const request = (device: string, asked: Asked) => {
    demandConnected(world, device);
    const open = openRequest(world, device);
    if (open && (open.begunAt !== null || open.visit !== asked.visit)) throw devicesFailures.busy();
    const kept = { ...asked, at: world.now(), begunAt: null, tried: 0, best: [] };
    if (asked.start === 'now') beginRequest(world, device, kept);
    else {
      world.requests.put(device, kept);
      tellStep(world, { device, visit: asked.visit, request: asked.request }, 'waiting');
    }
    return {};
  };
  const demandReadable = (device: string): Card => {
    const found = demandCard(world, device);
    if (found.unreadable) throw devicesFailures['card-unreadable']();
    return found;
  };
  const pin = ({ device, visit, card, until }: { device: string; visit: string; card: MeantCard; until: number }, key: string, purpose: 'verify' | 'change') => {
    demandConnected(world, device);
    if (isOver(world, visit, until)) return { result: 'time-out' as const, left: null };
    const found = demandReadable(device);
    if (found.cardNumber !== card.cardNumber) return { result: 'wrong-card' as const, left: null };
    tellStep(world, { device, visit, request: key }, 'pin-asked');
    return askPin(world, device, found, purpose);
  };
  return {
    list: {
      act: () => ({
        devices: world.connected.all().map(({ id, document: { fingerprints, ...known } }) => ({
          device: id, ...known, cardReader: world.cards.get(id) ? 'ready' as const : 'no-card' as const, waiting: 0,
          fingerprints: fingerprints === 'ready' && (openRequest(world, id)?.begunAt ?? null) !== null ? 'busy' as const : fingerprints,
        })),
      }),
    },
    readCard: {
      act: ({ device }) => {
        const { unreadable: _, forged, ...read } = demandReadable(device);
        // It gives nothing of itself yet.
        if (!read.activated) throw devicesFailures['card-unreadable']({ issues: [{ in: 'body', name: 'card', detail: 'not-activated' }] });
        if (forged) throw devicesFailures['forged-card']();
        return { ...read, pinTriesLeft: triesLeft(world, demandReadable(device)) };
      },
    },
    pinTries: {
      act: ({ device, card }) => {
        const found = demandReadable(device);
        if (found.cardNumber !== card.cardNumber) throw devicesFailures['wrong-card']();
        return { left: triesLeft(world, found) };
      },
    },
    verifyPin: {
      act: (input, { key }) => {
        const { result, left } = pin(input, key, 'verify');
        return { result: result === 'good' ? 'verified' : result, left };
      },
    },
    changePin: {
      act: (input, { key }) => {
        const { result, left } = pin(input, key, 'change');
        return { result: result === 'good' ? 'changed' : result, left };
      },
    },
    requestFingerprints: {
      act: ({ device, ...asked }, { key }) => request(device, { kind: 'fingerprints', request: key, language: null, ...asked }),
    },
    requestCode: {
      act: ({ device, visit, dossier, language, start, until }, { key }) => request(device, { kind: 'code', request: key, visit, dossier, language, start, until, fingers: [], exceptions: [], leastQuality: 0, tries: 1 }),
    },
    forgetVisit: {
      act: ({ device, visit }) => {
        demandConnected(world, device);
        const open = openRequest(world, device);
        if (open?.visit === visit && open.begunAt === null) world.requests.remove(device);
        world.ended.put(visit, world.now());
        return {};
      },
    },
    runScript: {
      act: ({ device, visit, card, script, until }, { key }) => {
        demandConnected(world, device);
        if (isOver(world, visit, until)) return { responses: [] };
        const { cardNumber } = demandReadable(device);
        if (cardNumber !== card.cardNumber) return { responses: [], refused: 'wrong-card' as const };
        tellStep(world, { device, visit, request: key }, 'script-running');
        const isOfAnother = script.some((command) => (namesCard.exec(command)?.[1] ?? cardNumber) !== cardNumber);
        if (isOfAnother) return { responses: script.map(() => refusal) };
        world.activated.put(cardNumber, world.now());
        return { responses: script.map((command) => (setsCode(command) ? setCode(world, cardNumber, command) : success)) };
      },
    },
  };
}

/** Nothing of it reaches a card any more. */
const isOver = ({ now, ended }: DevicesWorld, visit: string, until: number): boolean => now() >= until || ended.get(visit) !== undefined;

/** Only what BiZa sealed for this very card becomes its PIN, with all tries open. */
function setCode(world: DevicesWorld, cardNumber: string, command: string): string {
  const block = codeSetBy(command, cardNumber);
  if (!block) return badData;
  world.pins.put(cardNumber, { print: printOfBlock(block), left: mostTries });
  return success;
}

/** The citizen is asked from now on. */
export function beginRequest(world: DevicesWorld, device: string, open: Request): void {
  world.requests.put(device, { ...open, begunAt: world.now() });
  tellStep(world, { device, visit: open.visit, request: open.request }, open.kind === 'code' ? 'pin-asked' : 'put-finger', { finger: open.fingers[0] ?? null });
}
