import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { adminShown, inEnglish } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';

/** Every outside system that there could be a connector to, and which side of it is used. */
export const connectorsPage = definePage({
  front: 'desk', path: '/admin/connectors', for: 'official', element: 'eid-admin-connectors',
  show: async (ctx) => {
    const { language, address, call } = ctx;
    const say = sayIn(adminTexts, language);
    const { connectors } = await call('administration.show', {});
    return adminShown(ctx, 'connectors', say('connectors'), table(say('connectors'), [{ title: say('name') }, { title: say('state') }, { title: say('what') }], connectors.map(({ connector, title, state, mode }) => [
      link(address(`/admin/connectors/${connector}`), connector), html`${tag(say(`part-${state}`), state === 'missing')} ${mode && say(`mode-${mode}`)}`, inEnglish(title),
    ]), say('nothing')));
  },
});
