import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { ServiceBroker, type BrokerOptions } from 'moleculer';
import { agentsPlugin } from '#services/agents/agents.plugin.ts';
import { administrationPlugin } from '#services/tenancy/administration.plugin.ts';
import { auditPlugin } from '#services/audit/audit.plugin.ts';
import { identityPlugin } from '#services/identity/identity.plugin.ts';
import { busKeyFileOf } from '#services/bus/bus-key-file.ts';
import { busKeysOf } from '#services/bus/bus-keys.ts';
import { countRefusals } from '#services/bus/count-refusals.ts';
import { openPacketSeal, type PacketSeal, type Refusal } from '#services/bus/packet-seal.ts';
import { SealedNats } from '#services/bus/sealed-nats.ts';
import { openCallerProofs } from '#services/identity/caller-proofs.ts';
import { openIssuerKeys } from '#services/identity/issuer-keys.ts';
import { openTokenIssuer, type TokenIssuer } from '#services/identity/tokens.ts';
import { journeyPlugin } from '#services/journey/journey.plugin.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { Log } from '#services/kernel/context.ts';
import { moleculerService } from '#services/kernel/moleculer-adapter.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import { deadLettersPlugin } from '#services/outbox/dead-letters.plugin.ts';
import { exceptionsPlugin } from '#services/outbox/exceptions.plugin.ts';
import { defaultOutagePolicy, type OutagePolicy } from '#services/outbox/outage-policy.ts';
import { outboxPlugin } from '#services/outbox/outbox.plugin.ts';
import { defaultRetryPolicy, type RetryPolicy } from '#services/outbox/retry-policy.ts';
import { loadParts, type Loaded, type Loading } from '#services/outside-parts/load-parts.ts';
import { retentionPlugin } from '#services/retention/retention.plugin.ts';
import { openStore } from '#services/store/open-store.ts';
import { openBusinessClock } from '#services/tenancy/business-clock.ts';
import { quietWatch, type Watch } from '#services/kernel/watch.ts';
import type { Metrics } from '#services/observe/metrics.ts';
import type { Observing } from '#services/observe/observing.ts';
import { watchStore } from '#services/observe/watch-store.ts';
import { noSecrets, type ReadSecret } from '#services/kernel/secret.ts';
import type { Offer } from '#services/tenancy/offer.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { holderOfNis, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { careForKeys, type KeyCare } from '#services/vault/care-for-keys.ts';
import { openKeysOf } from '#services/vault/open-keys.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { destroyExpired } from '#services/vault/sealed-vault.ts';
import { vaultPlugin } from '#services/vault/vault.plugin.ts';
import { briefly } from './call-port.ts';
import { startConnectorChecks } from './check-connectors.ts';
import { checkDefinitions, checkInForce, tablesOf } from './check-definitions.ts';
import { openCircuits } from './circuits.ts';
import { openAgentFront, type AgentFront } from './agent-front.ts';
import type { CallMeta, Engine } from './engine.ts';
import { gatherFigures } from './gather-figures.ts';
import { migrationsOf } from './house-migrations.ts';
import { retentionOf } from './house-retention.ts';
import { startJobClock } from './job-clock.ts';
import { makeIdSource } from './new-id.ts';
import { openCurrentSettings } from './current-settings.ts';
import { lookAgain } from './look-again.ts';
import { nodeService, refreshClocks, refreshNodes } from './node-service.ts';
import { inboundUrl, openPorts, type OpenPortsOptions } from './open-ports.ts';
import { administrationControls, nodeControls } from './node-controls.ts';
import { seeCertificates } from './see-certificates.ts';
import { startWorker } from './outbox-worker.ts';
import { errandKeyOf } from '#services/identity/errand-key.ts';
import { openEndedSessions } from '#services/identity/ended-sessions.ts';
import { openErrandSigner, openErrandVerifier } from '#services/identity/errand-proofs.ts';
import { openErrandPorts } from '#services/reach/errand-ports.ts';
import { openFarPorts } from '#services/reach/far-ports.ts';
import { portsReached, type Reaches } from '#services/reach/reaches.ts';
import { reachServices } from '#services/reach/reach-services.ts';
import { answerWithinMs, longestWorkMs } from './patience.ts';
import { readinessOf, type Readiness } from './readiness.ts';
import { serveCall } from './serve-call.ts';
import { inboundControl, type InboundControl } from './inbound-control.ts';
import { sandboxControl, type SandboxControl } from './sandbox-control.ts';
import { pagesControl, type PagesControl } from './pages-control.ts';
import { soapControl, type SoapControl } from './soap-control.ts';
import { takeInMessage } from './take-in-message.ts';
import { openUnanswered } from './unanswered.ts';

export interface HouseOptions {
  readonly offer: Offer;
  readonly municipalities: readonly MunicipalityDefinition[];
  /** Keys, the embedded database and the sandboxes' own files. */
  readonly dataDir: string;
  /** Where the ends of the audit chains are noted; in the data folder when left out. */
  readonly anchorsDir?: string;
  /** `sqlite:<file>` when left out. */
  readonly databaseUrl?: string | undefined;
  readonly broker: BrokerOptions;
  /** How packets reach the other nodes of a cluster, sealed; left out: everything is in this process. */
  readonly transport?: ((seal: PacketSeal, refused: (reason: Refusal) => void) => BrokerOptions['transporter']) | undefined;
  readonly log: Log;
  /** Metrics and traces; none when left out. */
  readonly observing?: Observing | undefined;
  readonly realNow?: () => number;
  /** Milliseconds that only go on; the process's own when left out. */
  readonly steadyNow?: () => number;
  readonly random?: () => number;
  /** Reads the secrets that live connectors name; without it they have none. */
  readonly secret?: ReadSecret;
  /** Where the outside reaches this house, without a slash at the end; asked when it is needed, for a port may be chosen late. This machine's port 3000 when left out. */
  readonly publicUrl?: () => string;
  readonly retries?: RetryPolicy;
  readonly outages?: OutagePolicy;
  /** After so much silence what a node held (lanes; jobs after ten times as much) is taken over by another: a minute when left out. */
  readonly takeOverAfterMs?: number;
  /** Plugins and connectors from outside the repository: folders by their whole path, packages by name below these roots. One that does not fit is left out, and said. */
  readonly outside?: Pick<Loading, 'named' | 'roots'>;
  /** The outside systems that this node asks by itself, by port; those of the others it has asked by a node that says so. All when left out. */
  readonly reaches?: Reaches;
  /** Which roles this node takes; both when left out. */
  readonly works?: Works;
}
export interface Works {
  /** Of these municipalities only, when they are named. */
  readonly outbox?: boolean | readonly string[];
  readonly jobs?: boolean;
  /** Takes over business clocks that were moved elsewhere; as with jobs when left out. */
  readonly clocks?: boolean;
}

/** A running node. */
export interface House {
  readonly engine: Engine;
  readonly broker: ServiceBroker;
  /** The plugins of the offer and the house's own services. */
  readonly plugins: readonly AnyPlugin[];
  readonly issuer: TokenIssuer;
  readonly sandbox: SandboxControl;
  readonly inbound: InboundControl;
  readonly soap: SoapControl;
  readonly agents: AgentFront;
  readonly pages: PagesControl;
  readonly keys: KeyCare;
  /** What a node is given that only reaches outside systems: the key of the bus, and that by which errands are verified. */
  readonly busKeyFile: () => Promise<string>;
  /** Parts from outside that were left out, and why. */
  readonly refusedParts: Loaded['refused'];
  /** Every action that there is, by its wire name. */
  readonly actions: ReadonlySet<string>;
  /** Whose a NIS code is, on the day of that municipality. */
  municipalityAt(nis: string): string | undefined;
  /** Calls an action as somebody. */
  call(action: string, input: unknown, as: Caller): Promise<unknown>;
  /** May work be sent to it now? `answersPrograms`: false where its own connection for back-office programs is gone. */
  ready(also?: { readonly answersPrograms: boolean }): Promise<Readiness>;
  /** The metrics as they stand, for Prometheus; nothing where none are kept. */
  readonly metrics: { readonly kept: Metrics; readonly gather: () => Promise<void> } | undefined;
  stop(): Promise<void>;
}

/** Opens everything that a node needs, from the keys up. Nothing runs before the definitions are found to hold together. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { dataDir, log } = options;
  const realNow = options.realNow ?? Date.now;
  const secret = options.secret ?? noSecrets;
  const publicUrl = options.publicUrl ?? (() => 'http://127.0.0.1:3000');
  const steadyNow = options.steadyNow ?? (() => performance.now());
  const random = options.random ?? (() => randomBytes(6).readUIntBE(0, 6) / 2 ** 48);
  const keysFolder = join(dataDir, 'keys');
  const ids = options.municipalities.map(({ id }) => id);
  const [retries, outages] = [options.retries ?? defaultRetryPolicy, options.outages ?? defaultOutagePolicy];
  const takeOverAfterMs = options.takeOverAfterMs ?? 60_000;
  const issuerKeys = await openIssuerKeys(keysFolder);
  const issuer = openTokenIssuer(issuerKeys, new Set(ids), realNow, { has: (caller) => ended.has(caller) });
  const proofs = openCallerProofs(issuerKeys, issuer, new Set(ids), realNow);
  const wipe = () => store.wipeRemoved();
  const vault = vaultPlugin({ destroy: () => store.system((tables) => destroyExpired(tables, realNow())), wipe, rekey: (municipality) => keys.rekey(municipality) });
  const certificates = seeCertificates();
  const controls = () => nodeControls(engine, certificates);
  const administration = () => administrationControls(engine, { offer: whole, definitions: options.municipalities, fromOutside: loaded.fromOutside, check: (found) => checkInForce(found, whole) });
  const others = [journeyPlugin, identityPlugin({ issuer, realNow, sessionsEnded: () => takeOver(ended, 'refreshEnded') }), exceptionsPlugin(controls), outboxPlugin(controls), deadLettersPlugin(controls), administrationPlugin(administration), auditPlugin(options.anchorsDir ?? join(dataDir, 'audit-anchors')), agentsPlugin(() => front.controls), vault];
  const withRetention = (offered: readonly AnyPlugin[]) => [...others, retentionPlugin(retentionOf([...others, ...offered]), realNow, wipe)];
  const loaded = await loadParts({ named: [], roots: [], ...options.outside, house: { ...options.offer, plugins: [...withRetention([]), ...options.offer.plugins] } });
  for (const { named, problems } of loaded.refused) log.error({ named, problems }, 'a part from outside does not fit and was left out');
  const offer: Offer = { plugins: [...options.offer.plugins, ...loaded.offer.plugins], connectors: [...options.offer.connectors, ...loaded.offer.connectors] };
  const services = withRetention(offer.plugins);
  const plugins: readonly AnyPlugin[] = [...services, ...offer.plugins];
  const whole: Offer = { ...offer, plugins };
  checkDefinitions(options.municipalities, whole);
  const reached = portsReached(options.reaches ?? 'all', whole.connectors);

  const newId = makeIdSource(realNow);
  const { watch, metrics } = options.observing ?? { watch: quietWatch };
  const opened = await openStore({
    url: options.databaseUrl ?? `sqlite:${join(dataDir, 'eid.sqlite')}`,
    tables: tablesOf(plugins),
    migrations: migrationsOf(plugins),
    // Nothing is sealed or opened before the database has been asked whose keys it needs.
    sealer: { seal: (place, plaintext) => sealer.seal(place, plaintext), open: (place, sealed) => sealer.open(place, sealed), demandIndex: (place, indexed) => { sealer.demandIndex(place, indexed); } },
  });
  const store = options.observing ? watchStore(opened, metrics, steadyNow) : opened;
  const keyring = await openKeysOf(store, keysFolder, ids, realNow).catch(async (error: unknown) => { await store.close(); throw error; });
  // Municipality, table and key are references: nothing of what was in it.
  const sealer = sealerOf(keyring, (place) => { log.error({ ...place }, 'a sealed value cannot be opened: it was changed or moved, or its key is missing'); });
  const keys = careForKeys({ store, keyring, sealer }, ids, realNow);
  const clock = await openBusinessClock(store, ids, realNow);
  const current = await openCurrentSettings({
    store, definitions: options.municipalities, offer: whole, log, check: (found) => checkInForce(found, whole),
    renew: (municipality, ports) => { for (const port of ports) engine.ports.renew(municipality, port); },
  }).catch(async (error: unknown) => { await store.close(); throw error; });
  const { municipalities } = current;
  const ended = await openEndedSessions(store).catch(async (error: unknown) => { await store.close(); throw error; });

  /** What was changed here comes into force here, and on every other node. */
  const takeOver = async (known: { refresh(): Promise<void> }, telling: 'refreshSettings' | 'refreshEnded') => {
    await known.refresh();
    await refreshNodes(broker, telling);
  };
  const sayRefusal = countRefusals(log, realNow);
  const transporter = options.transport?.(openPacketSeal(busKeysOf(keyring), realNow), (reason) => { metrics?.busRefusals.inc({ reason }); sayRefusal(reason); });
  const broker = new ServiceBroker({ ...options.broker, ...(transporter && { transporter }) });
  const busIsUp = () => !(transporter instanceof SealedNats) || transporter.isUp;
  let wake: () => void = () => undefined;
  const deliver: OpenPortsOptions['deliver'] = (municipality, port, message, id, payload, envelope) => takeInMessage(engine, { municipality, port, message, id, payload, envelope });
  const far = openFarPorts({
    reached: new Set(reached), node: broker.nodeID, newId, deliver, municipalities, now: clock.now, realNow, publicUrl, isUp: busIsUp, withinMs: answerWithinMs({ takeOverAfterMs }), proofs: openErrandSigner(issuerKeys),
    call: (action, carried, timeout) => broker.call(action, carried, { timeout, retries: 0 }),
  });
  const engine: Engine = {
    node: broker.nodeID, store, keyring, clock, realNow, moment: () => ({ real: realNow(), steady: steadyNow() }), random, newId, log, watch, municipalities,
    plugins: new Map(plugins.map((plugin) => [plugin.contract.id, plugin])),
    alwaysOn: new Set(services.map(({ contract }) => contract.id)),
    retries,
    circuits: openCircuits(outages, realNow, random),
    unanswered: openUnanswered(steadyNow),
    // A circuit spreads those who come back over a tenth of its pause.
    longestPauseMs: 2 * Math.max(retries.longestMs, outages.breaker.longestMs, longestWorkMs({ retries, takeOverAfterMs }, plugins)),
    takeOverAfterMs,
    wake: () => wake(),
    clockMoved: () => refreshClocks(broker),
    settingsChanged: () => takeOver(current, 'refreshSettings'),
    call: async (action, input, { caller, ...rest }) => broker.call(action, input, { meta: { ...rest, ...tracedBy(watch), proof: await proofs.vouch(caller) } }),
    ports: openPorts({
      municipalities, folder: join(dataDir, 'sandboxes'), now: clock.now, realNow, random, secret, deliver, far,
      inboundUrl: (nis, port) => inboundUrl(publicUrl(), nis, port),
      agents: (municipality) => front.linesOf(municipality),
    }),
  };
  const front = openAgentFront({ engine, broker, proofs });
  broker.createService(nodeService({ clock, settings: current, ended, proofs, hub: front.hub, ways: far }));
  const errands = openErrandPorts({ definitions: options.municipalities, connectors: whole.connectors, realNow, random, secret, deliver });
  if (broker.options.transporter) for (const service of reachServices(reached, { ...errands, proofs: openErrandVerifier(issuerKeys), realNow, log })) broker.createService(service);
  for (const plugin of plugins) broker.createService(moleculerService(plugin, (served, action, input, meta) => serveCall(engine, proofs, { plugin: served, action, input, meta })));
  await broker.start();
  let runs = true;

  const works = options.works?.outbox ?? true;
  const worker = works === false ? undefined : startWorker(engine, { lanes: 8, lookEveryMs: Math.min(250, engine.retries.longestMs), municipalities: works === true ? ids : works });
  wake = worker?.wake ?? wake;
  // The outside does not wait until somebody calls it.
  const resent = engine.ports.resend().catch((error: unknown) => log.warn({ failure: briefly(error).type }, 'the sandboxes could not send again'));
  const watches = [lookAgain(current, log, 'the settings could not be looked at'), lookAgain(ended, log, 'what sessions were ended could not be looked at')];
  const runsJobs = options.works?.jobs ?? true;
  const checks = metrics && runsJobs ? startConnectorChecks(engine, metrics, 3_600_000) : undefined;
  const jobClock = options.works?.clocks ?? runsJobs ? startJobClock(engine, 1_000, { runsJobs }) : undefined;
  return {
    engine, broker, plugins, issuer, keys, busKeyFile: async () => busKeyFileOf(keyring, await errandKeyOf(issuerKeys)), refusedParts: loaded.refused, sandbox: sandboxControl(engine, issuer), inbound: inboundControl(engine), soap: soapControl(engine, proofs, publicUrl, secret), agents: front, pages: pagesControl(engine, proofs, publicUrl),
    actions: new Set(plugins.flatMap(({ contract }) => Object.keys(contract.actions).map((action) => `${contract.id}.${action}`))),
    municipalityAt: (nis) => holderOfNis(nis, [...municipalities].map(([id, { definition }]) => ({ definition, day: dayOf(clock.now(id)) })))?.id,
    call: (action, input, caller) => engine.call(action, input, { caller, traceId: newId() }),
    ready: ({ answersPrograms } = { answersPrograms: true }) => readinessOf(engine, { runs, busIsUp: answersPrograms && busIsUp() }),
    metrics: metrics && { kept: metrics, gather: () => gatherFigures(engine, metrics, options.observing?.spansDropped?.() ?? 0) },
    stop: async () => {
      // Whoever sends work here looks elsewhere, while what is under way ends.
      runs = false;
      await Promise.all(watches.map((one) => one.stop()));
      await checks?.stop();
      await jobClock?.stop();
      await resent;
      await worker?.stop();
      await broker.stop();
      await Promise.all([engine.ports.close(), errands.ports.close()]);
      await store.close();
      await options.observing?.close?.();
    },
  };
}

function tracedBy(watch: Watch): Pick<CallMeta, 'traceparent'> {
  const traceparent = watch.traceparent();
  return traceparent === undefined ? {} : { traceparent };
}
