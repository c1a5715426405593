import { z } from 'zod';
import { html, type Markup } from '#services/kernel/html.ts';
import { defineForm, definePage, type Elsewhere, type PageCtx, type Shown, type Tried } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { button, choice, link, problemSummary } from '#services/pieces/form-pieces.ts';
import { deedsOf, type ExceptionDeed } from './exception-deeds.ts';
import { exceptionsTexts } from './exceptions-texts.ts';
import { waitingFacts, type Waiting } from './exceptions.page.ts';
import { refusalIn } from './refusal-texts.ts';
import { askedOf } from './waiting-texts.ts';

const why = z.string().regex(/^[a-z-]{1,60}$/);
const wordsOfWhy = (code: string): keyof typeof exceptionsTexts => {
  const word = `why-${code}`;
  if (!isWord(word)) throw new Error(`there is no text '${word}'`);
  return word;
};
const isWord = (word: string): word is keyof typeof exceptionsTexts => Object.hasOwn(exceptionsTexts, word);

/** Decides about one: asks why, and says what it brings about. */
export const exceptionDeedPage = definePage({
  front: 'desk', path: '/exceptions/{item}/{deed}', for: 'official',
  show: async (ctx, tried) => {
    const found = await findWaiting(ctx);
    if (!found) return { goTo: ctx.address('/exceptions') };
    const { waiting, deed } = found;
    const { language, path, address } = ctx;
    const say = sayIn(exceptionsTexts, language);
    return ask(ctx, { title: `${say(deed.title)}: ${askedOf(waiting.name, waiting.kind, language)}`, harm: say(deed.harm), button: say(deed.title), facts: waitingFacts(waiting, ctx), whys: deed.whys, action: address(`/exceptions/${path['item'] ?? ''}/${path['deed'] ?? ''}`) }, tried);
  },
  forms: {
    decide: defineForm(z.object({ why }), async (ctx, said) => {
      const found = await findWaiting(ctx);
      if (found?.deed.whys.includes(said.why)) await found.deed.submit(ctx, { item: found.waiting.item, why: said.why });
      return { goTo: ctx.address('/exceptions') };
    }),
  },
});

async function findWaiting({ call, path, may }: PageCtx): Promise<{ readonly waiting: Waiting; readonly deed: ExceptionDeed } | undefined> {
  const item = z.uuid().safeParse(path['item']).data;
  if (item === undefined) return undefined;
  const { exceptions: [waiting] } = await call('exceptions.list', { item });
  const deed = waiting && deedsOf(waiting, may).find(({ deed: name }) => name === path['deed']);
  return waiting && deed && { waiting, deed };
}

/** All of one kind at once: after the other system is well again. */
export const exceptionsOfKindPage = definePage({
  front: 'desk', path: '/exceptions-of-kind/{name}', for: 'official',
  show: async (ctx, tried) => {
    const { call, path, language, address, may } = ctx;
    const { kinds } = await call('exceptions.kinds', {});
    const found = kinds.find(({ name }) => name === path['name']);
    if (!found || !may('exceptions.replayKind')) return { goTo: address('/exceptions') };
    const say = sayIn(exceptionsTexts, language);
    const title = say('replayAll', { count: found.count });
    return ask(ctx, { title: `${title}: ${askedOf(found.name, 'effect', language)}`, harm: say('replayAllHarm', { count: found.count }), button: title, facts: null, whys: ['cause-mended'], action: address(`/exceptions-of-kind/${found.name}`) }, tried);
  },
  forms: {
    decide: defineForm(z.object({ why: z.literal('cause-mended') }), async (ctx, said) => {
      await ctx.call('exceptions.replayKind', { name: ctx.path['name'] ?? '', why: said.why });
      return { goTo: ctx.address('/exceptions') };
    }),
  },
});

interface Question { readonly title: string; readonly harm: string; readonly button: string; readonly facts: Markup | null; readonly whys: readonly string[]; readonly action: string }

function ask({ language, address, formFields }: PageCtx, { title, harm, button: deed, facts, whys, action }: Question, tried?: Tried): Shown | Elsewhere {
  const say = sayIn(exceptionsTexts, language);
  const wrong = tried?.problems['why'] === undefined ? [] : [{ field: 'why', said: say('whyMissing') }];
  return {
    title,
    body: html`<h1 class="utrecht-heading-1">${title}</h1>
${problemSummary(say('problems'), wrong, tried?.failure === undefined ? undefined : refusalIn(language, tried.failure))}
<p class="eid-note">${harm}</p>
${facts}
<form method="post" action="${action}" novalidate>${formFields('decide')}
${choice({ name: 'why', legend: say('why'), wrong, chosen: tried?.values['why'], options: whys.map((value) => ({ value, label: say(wordsOfWhy(value)) })) })}
<p class="eid-actions">${button(deed)} ${link(address('/exceptions'), say('keep'))}</p>
</form>`,
  };
}
