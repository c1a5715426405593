import type { Citizen, Medium } from '#connectors/crm/crm.port.ts';
import type { Language } from '#services/belgium/language.ts';
import type { CommandCtx, Ctx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { chooseForRepresentative, chooseMedia, wholeFirst } from './choose-media.ts';
import { communication, type Notice } from './communication.contract.ts';
import { calls, messages } from './communication.store.ts';
import { fillValues } from './fill-values.ts';
import { overtakeCalls } from './overtake-calls.ts';
import { sendMessage } from './send-message.ts';

export interface Telling {
  readonly dossier: string; readonly notice: Notice; readonly values: Readonly<Record<string, string | number>>; readonly once: string; readonly medium?: Medium | undefined;
}
type Told = { medium: Medium | null; messages: string[] };

/** Composes from the citizen's CRM data in the citizen's language, and sends by the preferred medium. A representative is told as well. */
export async function tellCitizen(ctx: CommandCtx<typeof communication>, telling: Telling): Promise<Told> {
  const { dossier: id, notice, once } = telling;
  const earlier = await toldBefore(ctx.store, telling);
  if (earlier) return earlier;
  const { person } = await dossierOf(ctx.store, id);
  const { citizen } = await ctx.ports.crm.citizen({ insz: await inszOf(ctx.store, person) });
  const language = languageOf(ctx, citizen);
  const own = fillValues(notice, telling.values, language);

  return ctx.answer(async (work) => {
    const meanwhile = await toldBefore(work, telling);
    if (meanwhile) return meanwhile;
    // Nothing is sent any more to who has died or has left.
    if (!citizen?.reachable) {
      await work.emit('unreachable', { dossier: id, notice });
      return { medium: null, messages: [] };
    }
    const { name: organisation, telephone, counter } = ctx.config.sender;
    const chosen = chooseMedia({ ...citizen, language }, ctx.config, telling.medium);
    const media = notice === 'complaint-answered' ? wholeFirst(chosen) : chosen;
    // One medium was asked for and it is not possible: the others may still be.
    if (media.length === 0 && telling.medium !== undefined) return { medium: null, messages: [] };

    await overtakeCalls(work, id, notice);
    const { firstName, lastName, representative, address } = citizen;
    const sending = { callsBy: ctx.config.callsBy, dossier: id, notice, language, once, values: { ...own, organisation, telephone, counter, firstName, lastName } };
    const sent = await sendMessage(work, { ...sending, recipient: 'citizen', media, contact: citizen });
    const also = representative && await sendMessage(work, {
      ...sending, recipient: 'representative', media: chooseForRepresentative(representative, ctx.config), contact: { ...representative, phone: null, address },
    });
    if (!sent && !also) await work.emit('unreachable', { dossier: id, notice });
    return { medium: sent?.medium ?? also?.medium ?? null, messages: [sent, also].flatMap((message) => message?.id ?? []) };
  });
}

export const tell = handle(communication, 'tell', tellCitizen);

/** What became of the same telling, when its caller repeats itself. */
async function toldBefore(reader: Reader, { dossier, once }: Telling): Promise<Told | undefined> {
  const written = await reader.find(messages, { dossier, once }, { by: [['id', 'asc']] });
  const call = await reader.first(calls, { dossier, once });
  const first = written.find(({ recipient }) => recipient === 'citizen') ?? (call ? undefined : written[0]);
  if (!first && !call) return undefined;
  return { medium: first?.medium ?? 'telephone', messages: [...written.map(({ id }) => id), ...(call ? [call.id] : [])] };
}

/** The citizen's language where the municipality writes it, else the municipality's own. */
function languageOf({ municipality: { languages } }: Pick<Ctx, 'municipality'>, citizen: Citizen | null): Language {
  return languages.find((language) => language === citizen?.language) ?? languages[0] ?? 'nl';
}
