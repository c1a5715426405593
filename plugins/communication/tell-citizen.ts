import type { Citizen, Medium } from '#connectors/crm/crm.port.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { chooseMedia } from './choose-media.ts';
import { communication, type Notice } from './communication.contract.ts';
import { calls, messages } from './communication.store.ts';
import { fillValues } from './fill-values.ts';
import { sendMessage } from './send-message.ts';

export interface Telling {
  readonly dossier: string; readonly notice: Notice; readonly values: Readonly<Record<string, string | number>>; readonly once: string; readonly medium?: Medium | undefined;
}
type Told = { medium: Medium | null; messages: string[] };

/** Composes from the citizen's CRM data in the citizen's language, and sends by the preferred medium. A representative is told as well. */
export async function tellCitizen(ctx: CommandCtx<typeof communication>, telling: Telling): Promise<Told> {
  const { dossier: id, notice, once } = telling;
  const dossier = await dossierOf(ctx.store, id);
  const { citizen } = await ctx.ports.crm.citizen({ insz: await inszOf(ctx.store, dossier.person) });

  return ctx.answer(async (work) => {
    const before = await work.find(messages, { dossier: id, once });
    const called = await work.first(calls, { dossier: id, once });
    const first = before.find(({ recipient }) => recipient === 'citizen');
    if (first || called) return { medium: first?.medium ?? 'telephone', messages: before.map((message) => message.id) };

    const media = citizen?.reachable ? chooseMedia(citizen, ctx.config, telling.medium) : [];
    if (!citizen || media.length === 0) {
      // One medium was asked for and it is not possible: the others may still be.
      if (telling.medium === undefined) await work.emit('unreachable', { dossier: id, notice });
      return { medium: null, messages: [] };
    }
    const { language } = citizen;
    const { name, telephone, counter } = ctx.config.sender;
    const values = (to: { firstName: string; lastName: string }) => ({
      ...fillValues(telling.values, language), organisation: name, telephone, counter, firstName: to.firstName, lastName: to.lastName,
    });
    const sending = { dossier: id, notice, language, once };
    const sent = await sendMessage(work, { ...sending, recipient: 'citizen', media, contact: citizen, values: values(citizen) });
    const also = representativeOf(citizen);
    const told = also && await sendMessage(work, { ...sending, recipient: 'representative', media: also.media, contact: also.contact, values: values(also.contact) });
    return { medium: sent?.medium ?? null, messages: [sent, told].flatMap((message) => (message && message.medium !== 'telephone' ? [message.id] : [])) };
  });
}

export const tell = handle(communication, 'tell', tellCitizen);

/** A guardian, carer or parent is told by e-mail, else by SMS. */
function representativeOf({ representative, address }: Citizen) {
  if (!representative) return undefined;
  const { firstName, lastName, email, mobile } = representative;
  const media: Medium[] = [...(email === null ? [] : ['email' as const]), ...(mobile === null ? [] : ['sms' as const])];
  return media.length === 0 ? undefined : { media, contact: { firstName, lastName, email, mobile, phone: null, address } };
}
