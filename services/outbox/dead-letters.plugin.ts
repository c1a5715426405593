import { failures, isFailure } from '#services/kernel/failure.ts';
import { definePlugin, handle, type Plugin } from '#services/kernel/plugin.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { deadLetters } from './dead-letters.contract.ts';
import { emptiedLetter } from './keep-letter.ts';
import { maskSource } from './mask-source.ts';
import { letters, outbox004, type Letter } from './letters.store.ts';
import { outbox005 } from './sender-mark.ts';
import type { OutboxControls } from './outbox-controls.ts';

export const deadLetterFailures = failures('dead-letters', {
  'unknown-letter': { status: 404, retry: 'never', title: 'There is no such letter waiting here.' },
  'not-kept': { status: 409, retry: 'never', title: 'The raw source of this letter was not kept: its sender must send it again.' },
});

const viewOf = ({ id, source, kept, times, receivedAt }: Letter) => ({ letter: id, source, kept, times, since: receivedAt });
const nameOf = ({ sender, messageId }: Letter) => sender?.messageId ?? messageId;
/** In which they came first: an id begins with the moment at which it was made, and a letter that comes again keeps its own. */
const inOrder = [['id', 'asc']] as const;

/** @throws dead-letters.unknown-letter that names those which this municipality does not have waiting */
async function lettersOf(reader: Reader, asked: readonly string[], fieldOf: (index: number) => string): Promise<Letter[]> {
  const found = await reader.find(letters, { id: { in: asked }, state: 'waiting' }, { by: inOrder });
  const known = new Set(found.map(({ id }) => id));
  const issues = asked.flatMap((id, index) => (known.has(id) ? [] : [{ in: 'body' as const, name: fieldOf(index), detail: 'there is no such letter here' }]));
  if (issues.length > 0) throw deadLetterFailures['unknown-letter']({ issues });
  return found;
}

async function letterOf(reader: Reader, id: string): Promise<Letter> {
  const found = await reader.first(letters, { id, state: 'waiting' });
  if (!found) throw deadLetterFailures['unknown-letter']({ issues: [{ in: 'body', name: 'letter', detail: 'there is no such letter here' }] });
  return found;
}

/** @param controls asked for at each call, because the node opens after its plugins are wired */
export function deadLettersPlugin(controls: () => OutboxControls): Plugin<typeof deadLetters> {
  return definePlugin(deadLetters, {
    actions: {
      list: handle(deadLetters, 'list', async (ctx, { letter, source, limit, offset }) => {
        const asked = { state: 'waiting', ...(letter !== undefined && { id: letter }), ...(source !== undefined && { source }) } as const;
        return { letters: (await ctx.store.find(letters, asked, { by: inOrder, limit, offset })).map(viewOf), total: await ctx.store.count(letters, asked) };
      }),
      source: handle(deadLetters, 'source', (ctx, { letter: id, why, masked }) => ctx.answer(async (work) => {
        const letter = await letterOf(work, id);
        await work.audit({ what: 'dead-letters.source', why: `${letter.source} ${id}: ${why}`, result: 'done' });
        const payload = letter.raw?.payload ?? null;
        return { ...viewOf(letter), messageId: masked ? '…' : nameOf(letter), payload: masked ? maskSource(payload) : payload, issues: letter.raw?.issues ?? [] };
      })),
      replay: handle(deadLetters, 'replay', async (ctx, { letters: asked, why }) => {
        const found = await lettersOf(ctx.store, asked, (index) => `letters.${index}`);
        const lost = asked.flatMap((id, index) => (found.some((letter) => letter.id === id && letter.raw?.payload) ? [] : [{ in: 'body' as const, name: `letters.${index}`, detail: 'its raw source was not kept' }]));
        if (lost.length > 0) throw deadLetterFailures['not-kept']({ issues: lost });
        await ctx.work(async (work) => {
          for (const { id, source } of found) await work.audit({ what: 'dead-letters.replay', why: `${source} ${id}: ${why}`, result: 'done' });
        });
        let takenIn = 0;
        for (const letter of found) {
          // As if its sender had sent it again: the inbox guards, and the letter is settled with it.
          if (letter.raw?.payload && await understood(controls().takeIn(ctx.municipality.id, { source: letter.source, messageId: nameOf(letter), payload: letter.raw.payload }))) takenIn += 1;
        }
        return ctx.answer(async () => ({ takenIn, refused: found.length - takenIn }));
      }),
      dismiss: handle(deadLetters, 'dismiss', (ctx, { letter: id, why }) => ctx.answer(async (work) => {
        const [letter] = await lettersOf(work, [id], () => 'letter');
        const dismissed = await work.update(letters, { id, state: 'waiting' }, { state: 'dismissed', settledAt: controls().realNow(), ...emptiedLetter }) > 0;
        if (dismissed) await work.audit({ what: 'dead-letters.dismiss', why: `${letter?.source} ${id}: ${why}`, result: 'done' });
        return { dismissed };
      })),
    },
    routes: [
      { method: 'GET', path: '/dead-letters', action: 'dead-letters.list' },
      { method: 'POST', path: '/dead-letters/replay', action: 'dead-letters.replay' },
      { method: 'POST', path: '/dead-letters/{letter}/source', action: 'dead-letters.source' },
      { method: 'POST', path: '/dead-letters/{letter}/dismiss', action: 'dead-letters.dismiss' },
    ],
    tables: [letters],
    migrations: [outbox004, outbox005],
  });
}

async function understood(taking: Promise<void>): Promise<boolean> {
  try {
    await taking;
    return true;
  } catch (error) {
    if (isFailure(error, 'message.not-understood')) return false;
    throw error;
  }
}
