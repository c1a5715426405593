import { join } from 'node:path';
import { catalogue } from '#config/catalogue.ts';
import { isOutpost, readSettings, SettingsError, type Settings } from '#config/environment.ts';
import { municipalities } from '#config/municipalities.ts';
import { gatewayService, untilListening } from '#services/gateway/gateway.ts';
import { serveHealthOnly } from '#services/gateway/serve-health-only.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { ConfigurationError } from '#services/kernel/configuration-error.ts';
import type { House } from '#services/host/open-house.ts';
import { serveMetrics } from '#services/observe/serve-metrics.ts';
import { healthOf } from '#services/host/health.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { CheckedConnector } from '#services/tenancy/check-municipality.ts';
import { nisOn } from '#services/tenancy/municipality.ts';
import { openOutside, type Outside } from '#tools/outside/open-outside.ts';
import { openCardPlaces } from '#tools/simulated-devices/open-card-places.ts';
import { openSimulatedDevices, type SimulatedDevices } from '#tools/simulated-devices/open-simulated-devices.ts';
import { invitingHouse } from '#tools/simulated-devices/inviting-house.ts';
import { municipalitiesFor } from '#config/municipalities-for.ts';
import { openConsoles } from '#tools/consoles/consoles.ts';
import { consolesRoot } from '#tools/consoles/shell.ts';
import { townsOf } from '#tools/consoles/towns.ts';
import { answerOnNats, type Answers } from './answer-on-nats.ts';
import { findPortProblem } from './find-port-problem.ts';
import { prepareDemo } from './prepare-demo.ts';
import { openNode } from './open-node.ts';
import { serveOutpost } from './serve-outpost.ts';
import { sayLittleOnBreaking, stopOnSignal } from './stop-on-signal.ts';

const loopback = '127.0.0.1';

export interface Serving {
  readonly demo: boolean;
  /** Sandboxes that nobody serves yet (`OUTSIDE_URL`) are served here, on a port of their own. */
  readonly wires: boolean;
  /** The officials' devices stand behind simulated agents. */
  readonly agents: boolean;
  /** Their cards go through real PC/SC, where that can be. */
  readonly pcsc: boolean;
}

/** Runs until it is told to stop. */
export async function serve({ demo, wires, agents, pcsc }: Serving): Promise<void> {
  sayLittleOnBreaking();
  const began = performance.now();
  const asked = readOrFail();
  if (!asked) return;
  const problem = await findPortProblem(asked.roles.has('gateway') ? asked.host : loopback, asked.port);
  if (problem !== undefined) return fail(problem);
  if (isOutpost(asked.roles)) return serveOutpost(asked).catch((error: unknown) => failToOpen(error, asked));
  const outside = wires && asked.outsideUrl === undefined ? await serveOutside(asked) : undefined;
  const settings = { ...asked, outsideUrl: wires ? outside?.url ?? asked.outsideUrl : undefined };
  const simulated = agents && outside && reachesItself(settings) ? await openDevices(settings, pcsc) : undefined;
  const house = await openOrFail(settings, simulated);
  // What is served would keep the process alive.
  if (!house) {
    await simulated?.close();
    return outside?.close();
  }
  const front = settings.roles.has('gateway') ? await openFront(settings, house) : await serveHealthOnly(settings.port, () => healthOf(house));
  simulated?.meet(invitingHouse(house, urlHere(settings)));
  const opened = demo ? await prepareDemo(house).catch(whyNoDemo) : [];
  console.log(announcement(settings, house, [...opened, ...sayDevices(simulated)], performance.now() - began));
  stopOnSignal(async () => {
    await simulated?.close();
    await front.stop();
    await house.stop();
    await outside?.close();
  });
}

/** A node whose outside cannot be reached yet, by itself or by another one, is a node all the same. */
function whyNoDemo(error: unknown): readonly string[] {
  if (!isFailure(error) || error.data.retry !== 'safe') throw error;
  return [`Demo      not prepared: ${error.message} Start a node once more when it can be.`];
}

/** HTTP, and NATS where that is asked. HTTP ends with the broker. */
async function openFront(settings: Settings, house: House): Promise<{ stop(): Promise<void> }> {
  let requests: Answers | undefined;
  house.broker.createService(gatewayService({
    host: settings.host, port: settings.port, plugins: house.plugins, verify: (token) => house.issuer.verify(token), sandboxControl: house.sandbox, inbound: house.inbound, soap: house.soap, agents: house.agents, pages: house.pages, ...(hasConsoles(house) && { consoles: openConsoles({ house, houseUrl: () => urlHere(settings), outsideUrl: settings.outsideUrl }) }),
    health: () => healthOf(house), ready: () => house.ready({ answersPrograms: requests?.isUp ?? true }), watch: house.engine.watch, log: house.engine.log, trustedProxies: settings.trustedProxies,
  }));
  await untilListening(house.broker, 10_000);
  requests = settings.nats && settings.natsRequests ? await answerOnNats(settings.nats, house) : undefined;
  const { metrics: at } = settings;
  const metrics = at && house.metrics && await serveMetrics({ ...at, metrics: house.metrics.kept, gather: house.metrics.gather });
  return { stop: async () => { await requests?.stop(); await metrics?.stop(); } };
}

function serveOutside({ dataDir, publicUrl }: Settings): Promise<Outside> {
  return openOutside({ offer: catalogue, municipalities, folder: join(dataDir, 'sandboxes'), port: 0, houses: () => [publicUrl] });
}

async function openDevices(settings: Settings, pcsc: boolean): Promise<SimulatedDevices> {
  const places = await openCardPlaces({ pcsc, tell: (what) => { console.log(`Devices   ${what}`); } });
  return openSimulatedDevices({ municipalities: municipalitiesFor(settings), folder: join(settings.dataDir, 'sandboxes'), places });
}

function readOrFail(): Settings | undefined {
  try {
    return readSettings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    fail(error.message);
    return undefined;
  }
}

/** An agent speaks HTTP without TLS on its own machine only; and nodes of a cluster that share a data folder would each want its one agent. */
const reachesItself = ({ roles, host, nats }: Settings): boolean => nats === undefined && roles.has('gateway') && [loopback, 'localhost', '0.0.0.0', '::'].includes(host);

const urlHere = ({ port }: Settings): string => `http://${loopback}:${port}`;
/** Where nothing is a sandbox there is nothing to look at. */
const hasConsoles = (house: House): boolean => townsOf(house).length > 0;

const sayDevices = (simulated: SimulatedDevices | undefined): readonly string[] => (simulated ? ['Devices   simulated agents on lines to this house, each with a card reader, a fingerprint device and a PIN window; the levers of devices play the citizen', `Cards     ${simulated.said}`] : []);

async function openOrFail(settings: Settings, simulated: SimulatedDevices | undefined): Promise<House | undefined> {
  try {
    return await openNode(settings, simulated ? { municipalities: simulated.municipalities } : {});
  } catch (error) {
    failToOpen(error, settings);
    return undefined;
  }
}

function failToOpen(error: unknown, { dataDir }: Settings): void {
  fail(error instanceof ConfigurationError ? error.message : `it cannot be opened: ${reasonOf(error)} (DATA_DIR ${dataDir}; database and bus as set by DATABASE_URL and NATS_URL)`);
}

/** The innermost cause says what is really wrong: a refused connection, a folder that is a file. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return 'code' in error && typeof error.code === 'string' && !error.message.includes(error.code) ? `${error.code} ${error.message}` : error.message || error.name;
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

function announcement(settings: Settings, house: House, opened: readonly string[], ms: number): string {
  if (!settings.roles.has('gateway')) return announceBehind(settings, house, ms);
  const url = `http://${settings.host}:${settings.port}`;
  const where = [...house.engine.municipalities].map(([id, { definition, connectors }]) => {
    const nis = nisOn(definition, dayOf(house.engine.clock.now(id)));
    const count = (counts: (chosen: CheckedConnector) => boolean) => [...connectors.values()].filter(counts).length;
    const inside = count(({ mode }) => mode === 'sandbox');
    const served = count(({ leversAt }) => leversAt !== undefined);
    return `  ${definition.name} (NIS ${nis}): ${definition.plugins.length} plugins, ${connectors.size} connectors, of which ${served} served sandboxes over their wires and ${inside} inside this process`;
  });
  return [
    `eID aan huis is ready at ${url} (${Math.round(ms)} ms)`,
    '',
    ...where,
    '',
    ...(hasConsoles(house) ? [`  Try it    ${url}${consolesRoot}        (who can click what: mailbox, systems with their faults, clock)`] : []),
    ...house.pages.all('pages').map(({ url: pages, municipality: { name } }) => `  Pages     ${pages}        (citizens of ${name})`),
    ...house.pages.all('desk').map(({ url: desk, municipality: { name } }) => `  Desk      ${desk}        (who work for ${name})`),
    `  API       ${url}/openapi.json   health  ${url}/health`,
    ...(settings.metrics ? [`  Metrics   http://${settings.metrics.host}:${settings.metrics.port}/metrics${settings.metrics.token === undefined ? '' : ' (with METRICS_TOKEN)'}`] : []),
    `  Levers    ${url}/sandbox        (move the clock, play citizen, bank, BiZa and bpost)`,
    ...publishedAt(house).map((address) => `  SOAP      ${address}`),
    ...(settings.outsideUrl === undefined ? [] : [`  Outside   ${settings.outsideUrl}        (the served sandboxes)`]),
    `  Store     ${settings.databaseUrl === undefined ? `${settings.dataDir}/eid.sqlite` : settings.databaseUrl.replace(/\/\/[^@]*@/, '//…@')}`,
    `  Bus       ${settings.nats?.url ?? 'in this process'}${settings.natsRequests ? ', with requests of back-office programs at eid.rpc.<NIS>.<plugin>.<action>' : ''}`,
    ...house.refusedParts.map(({ named, problems }) => `  Left out  ${named}: ${problems.join('; ')}`),
    ...opened.map((line) => `  ${line}`),
    '',
    'See it work, in a second terminal:  npm run journey',
    'Ctrl-C stops it.',
  ].join('\n');
}

/** Where each municipality that publishes over SOAP describes what. */
function publishedAt({ engine, soap }: House): string[] {
  return [...engine.municipalities].flatMap(([id, { definition }]) => soap.at(nisOn(definition, dayOf(engine.clock.now(id)))) ?? []).map(({ address, title }) => `${address}?wsdl  (${title})`);
}

/** A node that nobody speaks to from outside. */
function announceBehind(settings: Settings, house: House, ms: number): string {
  return [
    `eID aan huis is ready at http://${loopback}:${settings.port}/health (${Math.round(ms)} ms)`,
    '',
    `  Roles     ${[...settings.roles].join(', ')}: no way in from outside, but for its health on this machine`,
    `  Node      ${house.engine.node}`,
    '',
    'Ctrl-C stops it.',
  ].join('\n');
}
