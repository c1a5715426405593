import { handle } from '#services/kernel/plugin.ts';
import { findOrOpenDossier } from './find-or-open-dossier.ts';
import { request } from './request.contract.ts';

/** A clerk on the telephone finds the citizen's dossier, or opens one. */
export const openForCitizen = handle(request, 'openFor', (ctx, { insz, why }) => findOrOpenDossier(ctx, insz, why, ctx.answer));
