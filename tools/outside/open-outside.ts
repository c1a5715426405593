import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { isAtThisMachine } from '#services/gateway/at-this-machine.ts';
import { listenOn } from './listen-on.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Lever, OpenSandbox, OpenServed } from '#services/kernel/connector.ts';
import type { Port } from '#services/kernel/port.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';
import { checkMunicipality, type Municipality } from '#services/tenancy/check-municipality.ts';
import type { Offer } from '#services/tenancy/offer.ts';
import { nisOn, type MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import { openOutsideClock } from './outside-clock.ts';
import { readWire } from './read-wire.ts';
import { serveExampleHost, type ExampleHostPlace } from './example-host/serve-example-host.ts';
import { serveLever } from './serve-lever.ts';
import { tellHouses } from './tell-houses.ts';
import { flushByItself } from './flush-by-itself.ts';

export interface OutsideOptions {
  readonly offer: Offer;
  /** With their connectors as sandboxes: those that can be served are. */
  readonly municipalities: readonly MunicipalityDefinition[];
  /** Where the sandboxes keep their books: the same folder as those inside a middleware have. */
  readonly folder: string;
  readonly port: number;
  /** Where the processes of the middleware are: what these systems tell of their own accord goes to whichever takes it in. */
  readonly houses?: () => readonly string[];
  readonly realNow?: () => number;
  readonly random?: () => number;
}

export interface Outside {
  readonly url: string;
  /** `<municipality>/<port>` of each system that is served. */
  readonly served: readonly string[];
  close(): Promise<void>;
}

interface Place { readonly served: OpenServed; readonly levers: Readonly<Record<string, Lever>>; readonly sandbox: OpenSandbox<Port> }

/**
 * The systems of the outside, each over its own wire, on this machine only: `/<municipality>/<port>/…` is the wire, `/<municipality>/<port>/levers` what a test
 * or a demonstration may pull.
 */
export async function openOutside({ offer, municipalities, folder, port, houses = () => [], realNow = Date.now, random = Math.random }: OutsideOptions): Promise<Outside> {
  const checked = municipalities.map((definition) => {
    const { municipality, problems } = checkMunicipality(definition, offer);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return municipality;
  });
  const places = new Map<string, Place>();
  const exampleHosts = new Map(checked.map(({ definition }) => [definition.id, () => ({ nis: nisOn(definition, dayOf(realNow())), house: houses()[0] })] as const));
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000 }, (request, response) => { void respond(places, exampleHosts, request, response); });
  const url = await listenOn(server, port);
  const close = async () => {
    await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
    for (const { served, sandbox } of places.values()) {
      await served.close?.();
      sandbox.close();
    }
  };
  try {
    for (const municipality of checked) {
      for (const [place, open] of await openPlaces(municipality, { folder, url, houses, realNow, random })) places.set(place, open);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const flushing = flushByItself([...places.values()].flatMap(({ levers }) => levers['flush'] ?? []));
  return { url, served: [...places.keys()], close: async () => { await flushing.stop(); await close(); } };
}

async function openPlaces({ definition, connectors }: Municipality, { folder, url, houses, realNow, random }: { folder: string; url: string; houses: () => readonly string[]; realNow: () => number; random: () => number }): Promise<[string, Place][]> {
  const own = join(folder, definition.id);
  const clock = openOutsideClock(own, realNow);
  const municipality = { id: definition.id, get nis() { return nisOn(definition, dayOf(clock.now())); } };
  const opened: [string, Place][] = [];
  for (const [id, { connector, config, mode }] of connectors) {
    if (!connector.served || mode !== 'sandbox') continue;
    const place = `${definition.id}/${id}`;
    const env = { config, municipality, now: clock.now, random, fetch: globalThis.fetch };
    const serving = { ...env, folder: join(own, id), realNow, url: `${url}/${place}` };
    const { tell } = connector.served;
    const deliver = tellHouses(() => houses().map((house) => `${house}/inbound/${municipality.nis}/${id}`), tell && ((at) => tell(serving, at)));
    const sandbox: OpenSandbox<Port> = connector.sandbox({ ...env, folder: own, deliver, tellsLater: true });
    const served = await connector.served.open(sandbox, serving);
    opened.push([place, { served, sandbox, levers: { ...sandbox.levers, ...served.levers, clock: clock.lever } }]);
  }
  return opened;
}

type ExampleHosts = ReadonlyMap<string, () => ExampleHostPlace>;

async function respond(places: ReadonlyMap<string, Place>, exampleHosts: ExampleHosts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await answerOf(places, exampleHosts, request).catch((error: unknown): WireAnswer => {
    // Sandboxes hold fictitious people only, and whoever writes one must see what broke.
    console.error(error);
    return { status: 500 };
  });
  if (answer.cut) {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, ...(answer.cookies && { 'set-cookie': [...answer.cookies] }), 'content-length': Buffer.byteLength(answer.body ?? '') });
  response.end(answer.body);
}

async function answerOf(places: ReadonlyMap<string, Place>, exampleHosts: ExampleHosts, request: IncomingMessage): Promise<WireAnswer> {
  const wire = await readWire(request);
  if (!wire) return { status: 413 };
  const [, municipality = '', port = '', ...below] = wire.path.split('/');
  const host = port === 'example-host' && isAtThisMachine(request) ? exampleHosts.get(municipality) : undefined;
  if (host) return serveExampleHost(below.map((part) => `/${part}`).join(''), host());
  const place = places.get(`${municipality}/${port}`);
  if (!place) return { status: 404, headers: { 'content-type': 'text/plain' }, body: `Nothing is served here. There is: ${[...places.keys()].join(', ')}\n` };
  const [first, name] = below;
  // The wires have guards of their own; levers have none but this.
  if (first === 'levers' && !isAtThisMachine(request)) return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Levers are for people and programs of this machine.\n' };
  if (first === 'levers') return serveLever(place.levers, wire.method, name, wire.body);
  return place.served.handle({ ...wire, path: `/${below.join('/')}` });
}
