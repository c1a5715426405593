import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionName, ActionOutput } from '#services/kernel/registry.ts';
import type { exceptionsTexts } from './exceptions-texts.ts';

type Word = keyof typeof exceptionsTexts;

/** What a person may decide about one thing that stands still, and the reasons there are for it (codes of the audit). */
export interface ExceptionDeed {
  readonly deed: 'replay' | 'happened' | 'skip' | 'try-again' | 'let-go';
  readonly needs: ActionName;
  readonly title: Word;
  /** What it brings about. */
  readonly harm: Word;
  readonly whys: readonly string[];
  readonly submit: (ctx: Pick<PageCtx, 'call'>, said: { readonly item: string; readonly why: string }) => Promise<unknown>;
}

const replay: ExceptionDeed = { deed: 'replay', needs: 'exceptions.replay', title: 'replay', harm: 'fixFailed', whys: ['cause-mended', 'not-there'], submit: ({ call }, { item, why }) => call('exceptions.replay', { items: [item], why }) };
const happened: ExceptionDeed = { deed: 'happened', needs: 'exceptions.happened', title: 'happenedDeed', harm: 'happenedHarm', whys: ['seen-there', 'told-by-them'], submit: ({ call }, said) => call('exceptions.happened', said) };
const skip: ExceptionDeed = { deed: 'skip', needs: 'exceptions.skip', title: 'skip', harm: 'skipHarm', whys: ['done-by-hand', 'not-needed'], submit: ({ call }, said) => call('exceptions.skip', said) };

const tryAgain: ExceptionDeed = { deed: 'try-again', needs: 'exceptions.tryAgain', title: 'replay', harm: 'tryAgainHarm', whys: ['cause-mended'], submit: ({ call }, said) => call('exceptions.tryAgain', said) };
const letGo: ExceptionDeed = { deed: 'let-go', needs: 'exceptions.letGo', title: 'skip', harm: 'letGoHarm', whys: ['done-by-hand', 'not-needed'], submit: ({ call }, said) => call('exceptions.letGo', said) };

type Decided = Pick<ActionOutput<'exceptions.list'>['exceptions'][number], 'kind' | 'state' | 'atDesk'>;

/** What this person may decide: an administrator about everything, those who work with the dossier about what the house lets them. */
export function deedsOf(waiting: Decided, may: PageCtx['may']): readonly ExceptionDeed[] {
  const deeds = may('exceptions.replay') ? deedsFor(waiting) : [tryAgain, letGo].filter(({ deed }) => waiting.atDesk.some((decision) => decision === deed));
  return deeds.filter(({ needs }) => may(needs));
}

/** Only what was asked of another system can have happened there; what may have happened already is sent again with care. */
export function deedsFor({ kind, state }: { readonly kind: 'effect' | 'event' | 'message'; readonly state: 'failed' | 'parked' }): readonly ExceptionDeed[] {
  return [state === 'parked' ? { ...replay, harm: 'replayHarm' } : replay, ...(kind === 'effect' ? [happened] : []), skip];
}
