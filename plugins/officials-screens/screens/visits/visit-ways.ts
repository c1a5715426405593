import type { Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { visitAddress, type Purpose } from './visit-pieces.ts';
import { visitTexts } from './visit-texts.ts';

type At = Pick<PageCtx, 'language' | 'address' | 'path'>;

/** Pages beside a visit. */
export const whoWay = (ctx: At, purpose: Purpose): Markup => way(ctx, purpose, 'who');
export const stopWay = (ctx: At, purpose: Purpose): Markup => way(ctx, purpose, 'stop');
export const otherDocumentWay = (ctx: At, purpose: Purpose): Markup => link(visitAddress(ctx, purpose, '/document'), sayIn(visitTexts, ctx.language)('otherDocument'));

function way(ctx: At, purpose: Purpose, what: 'who' | 'stop'): Markup {
  return link(visitAddress(ctx, purpose, `/${what}`), sayIn(visitTexts, ctx.language)(what));
}
