import { z } from 'zod';
import { isFailure } from '#services/kernel/failure.ts';
import { defineForm, type Elsewhere, type Form, type Page, type PageCtx, type Shown } from '#services/kernel/page.ts';
import { dossierIn, visitAddress, type Purpose } from './visit-pieces.ts';
import { isKnownRefusal } from './visit-refusal-texts.ts';

/** What a step of a visit does; a page that it answers is shown instead of the visit. */
type Act<V> = (ctx: PageCtx, dossier: string, values: V) => Promise<Shown | Elsewhere | undefined>;

/** A step of a visit, that leads back to it. A device or BiZa that does not answer is said on the page, as what the house refuses is: the shell would only say that something went wrong. */
export function deed<S extends z.ZodType>(purpose: Purpose, name: string, show: () => Page['show'], fields: S, act: Act<z.output<S>>): Form {
  return defineForm(fields, async (ctx, values) => {
    try {
      return await act(ctx, dossierIn(ctx), values) ?? { goTo: visitAddress(ctx, purpose) };
    } catch (error) {
      if (!isFailure(error) || error.code < 500 || !isKnownRefusal(error.type)) throw error;
      const shown = await show()(ctx, { form: name, values: {}, problems: {}, failure: error.type });
      if (!('title' in shown)) throw error;
      return { status: 422, ...shown };
    }
  });
}

export const nothing = z.object({});
