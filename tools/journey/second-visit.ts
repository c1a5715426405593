import { bpostView, deliveryView, nothing, requests, shown } from './answers.ts';
import { credential, until, type JourneyRun } from './journey-run.ts';
import { orderedCard } from './ordered-card.ts';
import type { PlannedVisit } from './request-visit.ts';
import { factoryPin } from './try-code.ts';

const hour = 3_600_000;

/** J8 and J9: the card comes, is handed over and activated with the code that the citizen chooses, and everything is closed. */
export async function secondVisit(run: JourneyRun, { dossier, official }: PlannedVisit, deliveryStart: number): Promise<void> {
  const { client, options, employee, tell } = run;
  const token = await credential(client, 'official', official);
  const at = `/dossiers/${dossier}`;
  const byBpost = options.deliverBy === 'bpost';

  await run.reach(deliveryStart - 4 * hour);
  const cardNumber = await orderedCard(run, dossier);
  await client.act(`${at}/delivery/card`, token, { cardNumber });
  tell('the new card has arrived at the town hall');

  let reference: string | undefined;
  if (byBpost) {
    await client.act(`${at}/bpost/hand-over`, token, {});
    reference = (await client.get(bpostView, `${at}/bpost`, token)).reference;
    await client.pull(nothing, 'bpost', 'send', { reference, event: 'card-received', employee: employee ?? null });
    tell('the card is given to bpost');
  }
  await run.reach(deliveryStart);
  await run.alone(byBpost ? employee ?? 'bpost' : official, () => handOver(run, { dossier, official }, cardNumber, deliveryStart));
  if (reference !== undefined) await client.pull(nothing, 'bpost', 'send', { reference, event: 'handed-over', employee: employee ?? null });

  await client.act(`${at}/delivery/close`, token, {});
  await until(run, 'everything is closed', async () => ((await client.get(shown, at, token)).state === 'closed' ? true : undefined));
  tell('procedure closed; renewal closed at BiZa and in the eID tool');
}

/** At the door. */
async function handOver(run: JourneyRun, { dossier, official }: Pick<PlannedVisit, 'dossier' | 'official'>, newCard: string, deliveryStart: number): Promise<void> {
  const { client, citizen, code, device, options, employee, tell } = run;
  const token = await credential(client, 'official', official);
  const at = `/dossiers/${dossier}`;
  const byBpost = options.deliverBy === 'bpost';
  const [deliverer, who] = byBpost ? [await credential(client, 'bpost'), { employee }] : [token, {}];
  const { insz, firstNames, lastName, expiresOn, cardNumber } = citizen;
  const inReader = { insz, firstNames, lastName, photo: null };
  await client.pull(nothing, 'devices', 'insert-card', { device, card: { ...inReader, cardNumber, validUntil: expiresOn, activated: true } });
  await client.act(`${at}/delivery/visit`, deliverer, { device, ...who });
  await client.act(`${at}/delivery/identity`, deliverer, { document: expiresOn < new Date(deliveryStart).toISOString().slice(0, 10) ? 'register-photo' : 'card', oldCard: 'taken-in' });
  tell('identity verified, old card taken in');

  await client.pull(nothing, 'devices', 'insert-card', { device, card: { ...inReader, cardNumber: newCard, validUntil: '2036-12-31', activated: false, pin: factoryPin } });
  await client.act(`${at}/delivery/code`, deliverer, {});
  await until(run, 'the reader asks for a code', async () => (await client.pull(requests, 'devices', 'requests', { device })).requests.find(({ kind }) => kind === 'code'));
  await client.pull(nothing, 'devices', 'choose-code', { device, ...(code !== undefined && { code }) });
  await until(run, 'the code has come', async () => ((await client.get(deliveryView, `${at}/delivery`, deliverer)).code === 'chosen' ? true : undefined));
  tell('the citizen has chosen a code on the reader');

  let refusal: unknown;
  await until(run, () => `the card is active and its code registered${refusal instanceof Error ? `; the last answer was ${refusal.message}` : ''}`, async () => {
    const { state } = await client.get(shown, at, token);
    if (['code-registered', 'procedure-closed', 'closed'].includes(state)) return true;
    await client.act(`${at}/delivery/activation`, deliverer, {}).catch((error: unknown) => { refusal = error; });
    return undefined;
  });
  tell('card activated through BiZa, with the chosen code; code registered');
}
