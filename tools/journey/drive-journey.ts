import { addDays } from '#services/belgium/day.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { beInvited } from './be-invited.ts';
import { clock, deviceAgents, messages, nothing, shown } from './answers.ts';
import { firstVisit } from './first-visit.ts';
import { credential, goTo, replayExceptions, until, type JourneyOptions, type JourneyRun } from './journey-run.ts';
import type { MiddlewareClient } from './middleware-client.ts';
import { inventCitizen, makeKnown } from './new-citizen.ts';
import { endFaults, playFaults } from './play-faults.ts';
import { requestVisit, type PlannedVisit } from './request-visit.ts';
import { secondVisit } from './second-visit.ts';
import { tryCode, type TriedCode } from './try-code.ts';

export interface Place { readonly postcode: string; readonly city: string; readonly officials: readonly string[]; readonly employee: string | undefined }
export interface JourneyReport {
  readonly municipality: string; readonly dossier: string; readonly state: string;
  readonly timeline: readonly { readonly at: string; readonly state: string; readonly by: string }[];
  readonly messages: readonly { readonly medium: string; readonly language: string; readonly subject: string }[];
  readonly effects: readonly { readonly system: string; readonly operation: string; readonly attempts: number }[];
  readonly code: TriedCode | null;
}

/** One citizen from the expiry of the eID to the closed dossier, over HTTP alone. */
export async function driveJourney(client: MiddlewareClient, options: JourneyOptions, place: Place, tell: (what: string) => void): Promise<JourneyReport> {
  const { now } = await client.pull(clock, 'house', 'clock', {});
  const device = 'tablet-1';
  await authoriseEverybody(client, options, place, { device, today: dayOf(now) });
  const administrator = await credential(client, 'administrator');
  const { agents: lined } = await client.get(deviceAgents, '/device-agents', administrator);
  tell(lined.some((agent) => agent.device === device && agent.line !== null) ? `${device} is a device agent on its line to the house` : `${device} is a sandbox inside the house`);
  const citizen = inventCitizen(Math.random, addDays(dayOf(now), 21));
  await makeKnown(client, citizen, { nis: options.nis, ...place }, options.ground === 'disability');
  const code = String(100_000 + Math.floor(Math.random() * 900_000));
  const run: JourneyRun = {
    client, options, citizen, code, device, employee: place.employee, tell, administrator, website: await credential(client, 'website'),
    reach: (instant) => goTo(client, instant),
    alone: (_who, visit) => visit(),
    // What was refused for good is tried again, as an administrator would.
    meanwhile: async () => { if (options.chaos !== undefined) await replayExceptions({ client, administrator, tell }); },
    choose: (offered) => offered[Math.min(2, offered.length - 1)],
    patience: { longestMs: 60_000, lookEveryMs: 100 },
  };
  const faults = options.chaos === undefined ? [] : await playFaults(client, options.chaos);
  if (faults.length > 0) tell(`${faults.length} faults are on: ${faults.map(({ port, operation, kind }) => `${port}.${operation} ${kind}`).join(', ')}`);
  try {
    const visit = await walkJourney(run);
    const tried = options.triesCode === true ? await tryCode(run, visit, code) : null;
    return { ...await report(run, visit.dossier, visit.official), code: tried };
  } finally {
    await endFaults(client, faults);
  }
}

/** All steps of one citizen, to the closed dossier. */
export async function walkJourney(run: JourneyRun): Promise<PlannedVisit> {
  const { code } = await beInvited(run);
  const visit = await requestVisit(run, code);
  const { deliveryStart } = await firstVisit(run, visit);
  await secondVisit(run, visit, deliveryStart);
  return visit;
}

/** BiZa's authorisations of municipality, officials, bpost employee and device, as they stand in real life before the first visit. */
export async function authoriseEverybody(client: MiddlewareClient, { nis }: Pick<JourneyOptions, 'nis'>, { officials, employee }: Place, { device, today }: { device: string; today: string }): Promise<void> {
  await client.pull(nothing, 'devices', 'connect', { device, title: 'Tablet 1' });
  const holders = [
    ['municipality', nis], ['device', device], ...officials.map((official) => ['official', official]), ...(employee === undefined ? [] : [['bpost-employee', employee]]),
  ];
  for (const [holder, reference] of holders) {
    for (const act of ['capture-biometrics', 'activate-card']) {
      if (holder === 'bpost-employee' && act === 'capture-biometrics') continue;
      await client.pull(nothing, 'biza', 'put-authorisation', { holder, reference, act, validFrom: '2026-01-01', validUntil: addDays(today, 365) });
    }
  }
}

async function report(run: JourneyRun, dossier: string, official: string): Promise<Omit<JourneyReport, 'code'>> {
  const { client, options } = run;
  const token = await credential(client, 'official', official);
  // What follows from the closing (the message to the citizen, the note in the CRM) comes to rest first.
  const settled = await until(run, 'all effects have ended', async () => {
    const seen = await client.get(shown, `/dossiers/${dossier}`, token);
    const { messages: sent } = await client.pull(messages, 'messaging', 'messages', { dossier });
    return seen.effects.every(({ state }) => state !== 'waiting') && sent.length > 0 ? { seen, sent } : undefined;
  });
  return {
    municipality: options.nis, dossier, state: settled.seen.state,
    timeline: settled.seen.timeline.map(({ at, state, by }) => ({ at: new Date(at).toISOString(), state, by })),
    messages: settled.sent.map(({ medium, language, subject }) => ({ medium, language, subject })),
    effects: settled.seen.effects.map(({ system, operation, attempts }) => ({ system, operation, attempts })),
  };
}
