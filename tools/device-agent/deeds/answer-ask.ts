import { anyAskFails, asks, type AskName } from '#connectors/devices/wire/asks.ts';
import { CardSaidNo } from '../card/exchange.ts';
import { CardGone, ReaderGone } from '../card-reader.ts';
import { PinWindowGone } from '../pin-window.ts';
import type { Deed, DeedCall, DeedMeans, Done } from './deed.ts';
import { DeedFailed } from './deed-failed.ts';
import { deeds } from './deeds.ts';

export interface Asked { readonly operation: string; readonly input: unknown; readonly key: string | null; readonly withinMs: number }
export type Answered = { readonly result: unknown } | { readonly failed: string };

/** Of what was touched and not concluded nobody knows how far it came: that stays so, under this key. */
const mayHaveRun = { failed: 'may-have-run' } as const;

/** Answers what the house asks: a keyed ask once, whoever repeats it and whatever dies in between; of the same key at once, both get the one answer. */
export function openAnswering(means: DeedMeans, ending: AbortSignal): (asked: Asked) => Promise<Answered> {
  const underWay = new Map<string, Promise<Answered>>();
  return async ({ operation, input, key, withinMs }) => {
    if (!isAsk(operation)) return { failed: 'unknown-ask' };
    const read = asks[operation].input.safeParse(input);
    if (!read.success || asks[operation].keyed === (key === null)) return { failed: 'bad-input' };
    const carryOut = () => during(means, withinMs, ending, (signal) => once(operation, read.data, { key: key ?? '', signal }, means));
    if (key === null) return carryOut();
    const mine = underWay.get(key) ?? carryOut();
    underWay.set(key, mine);
    try {
      return await mine;
    } finally {
      underWay.delete(key);
    }
  };
}

async function once(operation: AskName, input: unknown, { key, signal }: Omit<DeedCall, 'touch'>, means: DeedMeans): Promise<Answered> {
  const { keeping, timing } = means;
  const isKeyed = asks[operation].keyed;
  const kept = isKeyed ? keeping.answers.find(key) : undefined;
  if (kept) return kept.step === 'answered' ? { result: kept.result } : mayHaveRun;
  if (isKeyed) keeping.answers.begin(key, operation, timing.now());
  let isTouched = false;
  const touch = () => {
    if (isKeyed && !isTouched) keeping.answers.touch(key);
    isTouched = true;
  };
  try {
    const done = await deedOf(operation)(input, { key, signal, touch }, means);
    if (isKeyed) keeping.together(() => {
      done.keep?.();
      keeping.answers.answer(key, done.answer);
    });
    done.afterwards?.();
    return { result: done.answer };
  } catch (error) {
    if (isTouched) return mayHaveRun;
    if (isKeyed) keeping.answers.forget(key);
    return { failed: codeOf(error, operation) };
  }
}

/** Codes of the ask's own list; what nobody foresaw is `failed`, and says nothing. */
function codeOf(error: unknown, operation: AskName): string {
  const code = error instanceof DeedFailed ? error.code
    : error instanceof CardGone ? 'no-card'
    : error instanceof ReaderGone ? 'reader-gone'
    : error instanceof CardSaidNo ? 'card-unreadable'
    : error instanceof PinWindowGone ? 'no-window'
    : 'failed';
  const declared: readonly string[] = [...asks[operation].failures, ...anyAskFails];
  return declared.includes(code) ? code : 'failed';
}

async function during<T>({ timing }: DeedMeans, withinMs: number, ending: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const patience = new AbortController();
  const stop = timing.after(withinMs, () => { patience.abort(); });
  try {
    return await work(AbortSignal.any([patience.signal, ending]));
  } finally {
    stop();
  }
}

const isAsk = (operation: string): operation is AskName => Object.hasOwn(asks, operation);

/** The input was parsed by the ask's own schema just before. */
function deedOf(operation: AskName): (input: unknown, call: DeedCall, means: DeedMeans) => Promise<Done<AskName>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table ties each deed to the schema of its ask
  return deeds[operation] as (...given: readonly unknown[]) => ReturnType<Deed<AskName>>;
}
