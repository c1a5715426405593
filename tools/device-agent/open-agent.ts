import { agentsPath, type AgentState } from '#services/agents/frames.ts';
import type { CardReader } from './card-reader.ts';
import { clearUpAfterRestart, endWhatIsLate, forgetWhatIsOld } from './deeds/after-restart.ts';
import { openAnswering, type Answered } from './deeds/answer-ask.ts';
import { carryOutRequest, type Outcome } from './deeds/carry-out-request.ts';
import type { DeedMeans } from './deeds/deed.ts';
import { DeedFailed } from './deeds/deed-failed.ts';
import { openHolds } from './deeds/holds.ts';
import { tellProgressInto } from './deeds/tell-progress.ts';
import type { FingerprintDevice } from './fingerprint-device.ts';
import type { AgentHome } from './home/agent-home.ts';
import { lineAddress } from './home/house-address.ts';
import { openKeeping, type Keeping } from './keeping/open-keeping.ts';
import { deliverWaiting } from './line/deliver-waiting.ts';
import { keepLine, type KeptLine, type LineStanding } from './line/keep-line.ts';
import type { Say } from './line/open-line.ts';
import { tellStates } from './line/tell-states.ts';
import type { PinWindow } from './pin-window.ts';
import type { BizaKey } from './sealing/seal-for-biza.ts';
import { BizaKeyRefused, trustBizaKey } from './sealing/trust-biza-key.ts';
import { realTiming, repeatEvery, type Timing } from './timing.ts';

/** What became of an ask of the house, or of what a citizen was requested to do: codes and ids, never data of a person. */
export interface Concluded { readonly deed: string; readonly key: string | null; readonly dossier: string | null; readonly outcome: string }

export interface AgentWish {
  /** Enrolled already. */
  readonly home: AgentHome;
  readonly reader: CardReader;
  readonly fingerprints?: FingerprintDevice | undefined;
  readonly window?: PinWindow | undefined;
  readonly timing?: Timing;
  /** Called with each change of the line; codes, never data of a person. */
  readonly onStanding?: (standing: LineStanding) => void;
  /** `done`, `sealed`, or a code that says why not. A repeated ask is told again. */
  readonly onConcluded?: (concluded: Concluded) => void;
}

export interface Agent {
  readonly device: string;
  standing(): LineStanding;
  state(): Promise<AgentState>;
  /** What is kept, for the official: counts and ages. */
  readonly keeping: Pick<Keeping, 'deliveries' | 'requests' | 'notices'>;
  /** The official begins at the door what was prepared for this visit; ends when the citizen is ready. */
  begin(visit: string): Promise<readonly { readonly kind: string; readonly outcome: Outcome }[]>;
  close(): Promise<void>;
}

export class NotEnrolled extends Error {
  override readonly name = 'NotEnrolled';
  constructor() { super('this agent is not enrolled: npm run device-agent -- enrol'); }
}

/** 1.1: looks which card is in the reader before anything is done with it. */
export const agentVersion = '1.1';
const sweepMs = 30_000;
/** A card reader tells when it changes; a fingerprint device does not, and an official at the door looks at the screen. */
const fingersLookMs = 3_000;

/** Runs an agent in this process, until it is closed. @throws NotEnrolled, KeepingInUse */
export function openAgent({ home, reader, fingerprints, window, timing = realTiming, onStanding = () => {}, onConcluded = () => {} }: AgentWish): Agent {
  const enrolled = home.enrolment();
  if (!enrolled) throw new NotEnrolled();
  const { device, rights } = enrolled;
  const keeping = openKeeping(home.folder);
  const ending = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const during = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    try {
      return await work;
    } finally {
      underWay.delete(work);
    }
  };
  let line: KeptLine | undefined;
  const say: Say = (frame) => line?.say(frame) ?? false;
  const holds = openHolds();
  const state = async (): Promise<AgentState> => ({
    cardReader: reader.state(), pinpad: reader.hasPinpad(), fingerprints: holds.isHeld('fingers') ? 'busy' : await fingerprints?.state() ?? 'absent',
    waiting: keeping.deliveries.waiting().filter(({ isSealed }) => isSealed).length,
  });
  const states = tellStates({ state, say });
  const delivering = deliverWaiting({ keeping, timing, say, changed: states.look });
  // Something may be added within a transaction: it is delivered once that is over.
  const added = () => { queueMicrotask(() => { if (!ending.signal.aborted) { delivering.go(); states.look(); } }); };
  const means: DeedMeans = {
    device, rights, reader, fingerprints, window, keeping, timing, holds, tell: tellProgressInto(keeping, { device, now: timing.now, added }),
    trust: (named) => trusted(named, home.enrolment()?.biza ?? null, timing.now()),
    begin: (id) => { void carryOut(id); },
  };
  const carryOut = async (id: string): Promise<Outcome | undefined> => {
    const request = keeping.requests.all().find((one) => one.request === id);
    if (!request) return undefined;
    const outcome = await during(carryOutRequest(request, means, ending.signal));
    onConcluded({ deed: request.kind, key: id, dossier: request.asked.dossier, outcome: 'why' in outcome ? outcome.why : outcome.outcome });
    return outcome;
  };
  clearUpAfterRestart(means);
  const answer = openAnswering(means, ending.signal);
  const answerOn = async (ask: Parameters<typeof answer>[0] & { readonly id: string }, sayHere: Say) => {
    const answered = await answer(ask);
    onConcluded({ deed: ask.operation, key: ask.key, dossier: null, outcome: 'failed' in answered ? answered.failed : 'done' });
    sayAnswer(sayHere, ask.id, answered);
  };
  const stopSweep = repeatEvery(timing, sweepMs, () => {
    endWhatIsLate(means);
    forgetWhatIsOld(means);
  });
  const stopLooking = repeatEvery(timing, fingersLookMs, states.look);
  holds.onChange(states.look);
  const stopListening = reader.onChange(states.look);

  line = keepLine({
    address: lineAddress(enrolled.at, agentsPath), ca: enrolled.ca, kid: enrolled.kid, privateKey: home.privateKey(), version: agentVersion, state, timing,
    keys: () => home.enrolment()?.keys ?? enrolled.keys,
    onStanding: (standing) => {
      if (standing.line !== 'open') { delivering.lineGone(); states.lineGone(); }
      onStanding(standing);
    },
    onOpen: ({ keys }) => {
      const known = home.enrolment();
      if (known && JSON.stringify(known.keys) !== JSON.stringify(keys)) home.write({ ...known, keys });
      added();
    },
    onFrame: (frame, sayHere) => {
      if (frame.frame === 'taken' || frame.frame === 'not-taken') delivering.hear(frame);
      else if (frame.frame === 'ask') void during(answerOn(frame, sayHere));
    },
  });
  const kept = line;
  return {
    device, standing: kept.standing, state, keeping,
    begin: async (visit) => {
      endWhatIsLate(means);
      const begun: { kind: string; outcome: Outcome }[] = [];
      for (const { request, kind, step, asked } of keeping.requests.all()) {
        const outcome = asked.visit === visit && step === 'waiting' ? await carryOut(request) : undefined;
        if (outcome) begun.push({ kind, outcome });
      }
      return begun;
    },
    close: async () => {
      ending.abort();
      stopSweep();
      stopLooking();
      stopListening();
      kept.close();
      delivering.close();
      await window?.close();
      await Promise.allSettled(underWay);
      keeping.close();
    },
  };
}

/** An answer that is too large for a frame is none. */
function sayAnswer(say: Say, to: string, answered: Answered): void {
  try {
    say('failed' in answered ? { frame: 'failed', to, why: answered.failed } : { frame: 'answer', to, result: answered.result });
  } catch {
    say({ frame: 'failed', to, why: 'failed' });
  }
}

function trusted(named: { readonly keyId: string; readonly certificate: string }, pinned: string | null, now: number): BizaKey {
  if (pinned === null) throw new DeedFailed('biza-key-unknown');
  try {
    return trustBizaKey(named, pinned, now);
  } catch (error) {
    if (error instanceof BizaKeyRefused) throw new DeedFailed('biza-key-unknown');
    throw error;
  }
}
