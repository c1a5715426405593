import { agreeMoment } from './agree-moment.ts';
import { captureView, deliveryMoments, deliveryView, nothing, requests, shown } from './answers.ts';
import { credential, until, type JourneyRun } from './journey-run.ts';
import type { PlannedVisit } from './request-visit.ts';

/** J7: at the door the official verifies the identity, takes the fingerprints, orders the card and agrees the delivery. */
export async function firstVisit(run: JourneyRun, visit: PlannedVisit): Promise<{ deliveryStart: number }> {
  await run.reach(visit.start);
  return run.alone(visit.official, () => captureAndOrder(run, visit));
}

async function captureAndOrder(run: JourneyRun, { dossier, official }: PlannedVisit): Promise<{ deliveryStart: number }> {
  const { client, citizen, device, options, tell } = run;
  const token = await credential(client, 'official', official);
  const at = `/dossiers/${dossier}`;
  const { cardNumber, insz, firstNames, lastName, expiresOn } = citizen;
  await client.pull(nothing, 'devices', 'insert-card', { device, card: { cardNumber, insz, firstNames, lastName, validUntil: expiresOn, activated: true, photo: null } });
  await client.act(`${at}/biometrics/visit`, token, { device });
  await client.act(`${at}/biometrics/identity`, token, { document: 'card' });
  tell('identity verified by the card in the reader');

  await client.act(`${at}/biometrics/fingers`, token, {});
  const asked = await until(run, 'the device asks for fingers', async () => (await client.pull(requests, 'devices', 'requests', { device })).requests.find(({ kind }) => kind === 'fingerprints'));
  await client.pull(nothing, 'devices', 'put-fingers', { device, fingers: asked.fingers.map((finger) => ({ finger, quality: 85 })) });
  tell('fingerprints taken, sealed for BiZa');
  await until(run, 'BiZa has verified them', async () => ((await client.get(captureView, `${at}/biometrics`, token)).registration === 'verified' ? true : undefined));
  tell('fingerprints registered and verified by BiZa');

  await client.act(`${at}/biometrics/order`, token, {});
  await until(run, 'the card is ordered', async () => {
    const { state } = await client.get(shown, at, token);
    const known = await client.get(deliveryView, `${at}/delivery`, token).catch(() => undefined);
    return state === 'ordered' && known ? true : undefined;
  });
  tell('card ordered at BiZa');

  const { moment } = await agreeMoment(
    run, async () => (await client.get(deliveryMoments, `${at}/delivery/moments?by=${options.deliverBy}`, token)).moments,
    ({ start: chosen }) => client.act(`${at}/delivery/plan`, token, { by: options.deliverBy, start: chosen }),
  );
  await until(run, 'the delivery is planned', async () => ((await client.get(shown, at, token)).state === 'delivery-planned' ? true : undefined));
  tell(`delivery agreed with ${options.deliverBy} for ${new Date(moment.start).toISOString()}`);
  return { deliveryStart: moment.start };
}
