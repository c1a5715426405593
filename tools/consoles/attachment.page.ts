import { defineConsolePage } from './console-page.ts';
import { attachmentOf } from './mail-parts.ts';
import { messagesOf } from './messages.ts';
import { notFound } from './not-found.ts';

/** An attachment of a mail. */
export const attachmentPage = defineConsolePage({
  path: '/mailbox/{nis}/{place}/attachments/{index}', name: 'console-attachment',
  show: async (ctx) => {
    const { nis, place, index = '' } = ctx.path;
    const town = ctx.towns.find((one) => one.nis === nis);
    const message = town && (await messagesOf(ctx, town)).find((one) => one.place === place);
    const file = message && /^\d{1,3}$/.test(index) ? await attachmentOf(ctx, message, Number(index)) : undefined;
    return file ?? notFound(ctx.language);
  },
});
