import { z } from 'zod';
import { nothing } from './answers.ts';
import { credential, until, type JourneyRun } from './journey-run.ts';
import { orderedCard } from './ordered-card.ts';
import type { PlannedVisit } from './request-visit.ts';

/** The PIN of a card that comes from the factory. */
export const factoryPin = '1234';

/** What the card says to both PINs; it should be `verified` and `wrong`. */
export interface TriedCode { readonly chosen: string; readonly factory: string }

const opened = z.object({ visit: z.uuid() });
const pin = z.object({ pin: z.object({ state: z.string(), result: z.string().nullable() }) });

/** The card is still in the reader, and the citizen types: first the PIN that it was made with, then the code that was chosen. */
export async function tryCode(run: JourneyRun, { dossier, official }: Pick<PlannedVisit, 'dossier' | 'official'>, code: string): Promise<TriedCode> {
  const { client, device, tell } = run;
  const token = await credential(client, 'official', official);
  const person = { holder: 'official', reference: official };
  const newCard = await orderedCard(run, dossier);
  const { visit } = await until(run, 'the device is free', () => client.post(opened, '/visits', token, { dossier, device, purpose: 'delivery', person, newCard }).catch(() => undefined));
  const type = async (typed: string) => {
    await client.pull(nothing, 'devices', 'type-pin', { device, pin: typed });
    await client.act(`/visits/${visit}/pin/verify`, token, { card: 'new', language: 'nl' });
    const answered = async () => {
      const { state, result } = (await client.get(pin, `/visits/${visit}`, token)).pin;
      return state === 'requested' ? undefined : result ?? state;
    };
    return until(run, 'the card has judged the PIN', answered);
  };
  const tried = { factory: await type(factoryPin), chosen: await type(code) };
  await client.act(`/visits/${visit}/close`, token, {});
  tell(`the card says to the PIN that it was made with: ${tried.factory}; to the chosen code: ${tried.chosen}`);
  return tried;
}
