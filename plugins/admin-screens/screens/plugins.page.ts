import { html } from '#services/kernel/html.ts';
import { definePage } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { link } from '#services/pieces/form-pieces.ts';
import { table, tag } from '#services/pieces/data-table.ts';
import { adminShown, inEnglish } from './admin-pieces.ts';
import { adminTexts } from './admin-texts.ts';

/** Every plugin that there is, and whether this municipality has it. */
export const pluginsPage = definePage({
  front: 'desk', path: '/admin/plugins', for: 'official', element: 'eid-admin-plugins',
  show: async (ctx) => {
    const { language, address, call } = ctx;
    const say = sayIn(adminTexts, language);
    const { plugins } = await call('administration.show', {});
    const own = plugins.toSorted((a, b) => Number(a.alwaysOn) - Number(b.alwaysOn));
    return adminShown(ctx, 'plugins', say('plugins'), table(say('plugins'), [{ title: say('name') }, { title: say('state') }, { title: say('what') }], own.map(({ plugin, title, state, alwaysOn, fromOutside, needs }) => [
      link(address(`/admin/plugins/${plugin}`), plugin),
      html`${tag(say(`part-${state}`), state === 'missing')}${alwaysOn && html` ${say('alwaysOn')}`}${fromOutside && html` ${say('fromOutside')}`}`,
      html`${inEnglish(title)}${needs.length > 0 && html`<br />${say('needs', { what: needs.join(', ') })}`}`,
    ]), say('nothing')));
  },
});
