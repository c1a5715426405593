import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openToyOffice, toyFailures, toyOffice } from '#connectors/sandbox-kit/toy-office.ts';
import { defineConnector, defineLive } from '#services/kernel/connector.ts';
import type { OutwardCall, PortImplementation } from '#services/kernel/port.ts';
import type { WayIn } from '#services/kernel/wire.ts';
import { openBusKeyFile } from '#services/bus/bus-key-file.ts';
import { openOutpost, type Outpost } from '#services/reach/open-outpost.ts';
import { defineMunicipality, live } from '#services/tenancy/municipality.ts';
import { newDataDir } from './open-test-house.ts';
import { openToyHouse, type ToyHouse } from './open-toy-house.ts';
import { brokerOptions } from '../../moleculer.config.ts';

/** What the office beyond the border was asked, and by which node: each node has a secret of its own. */
export interface OfficeSaw { readonly by: string; readonly operation: string; readonly place: string; readonly call: Pick<OutwardCall, 'key' | 'actor' | 'dossier' | 'traceId'> }

/** Nodes of one house in this process, on a bus of this process, with an office that is really live: it has books of its own, and can be told to be slow. */
export interface ToyCluster {
  readonly saw: OfficeSaw[];
  /** Given once for each key, as an office does that knows keys. */
  readonly given: Map<string, number>;
  /** While it is set an answer waits for it; what was asked has happened already. */
  holdAnswers?: Promise<void> | undefined;
  open(node: string, reaches: 'all' | readonly string[], options?: { readonly outbox?: boolean }): Promise<ToyHouse>;
  /** A node that only reaches the office, and has nothing of the house but what a file of bus keys holds. */
  openOutpost(node: string, given: ToyHouse): Promise<Outpost>;
  stop(): Promise<void>;
}

export function openToyCluster(): ToyCluster {
  const dataDir = newDataDir();
  const open: ToyHouse[] = [];
  const outposts: Outpost[] = [];
  const bus = `toy-${process.hrtime.bigint()}`;
  const cluster: ToyCluster = {
    saw: [], given: new Map(),
    open: async (node, reaches, { outbox = true } = {}) => {
      const house = await openToyHouse({ dataDir, reach: { connector, chosen: live(toyOffice, { place: 'the quay' }) }, house: {
        reaches, secret: () => node, works: { outbox, jobs: false }, broker: { ...brokerOptions({ nats: undefined }, node), namespace: bus, transporter: 'Fake', logger: false },
      } });
      open.push(house);
      return house;
    },
    openOutpost: async (node, given) => {
      const file = join(dataDir, `${node}.json`);
      writeFileSync(file, await given.house.busKeyFile());
      const outpost = await openOutpost({
        offer: { plugins: [], connectors: [connector] }, municipalities: [gent], keys: openBusKeyFile(file), reaches: ['toy-office'], secret: () => node,
        broker: { ...brokerOptions({ nats: undefined }, node), namespace: bus, transporter: 'Fake', logger: false }, log: { info: () => undefined, warn: () => undefined, error: () => undefined }, realNow: given.house.engine.realNow,
      });
      outposts.push(outpost);
      return outpost;
    },
    stop: async () => {
      await Promise.all(outposts.map((outpost) => outpost.stop()));
      await Promise.all(open.map((house) => house.stop().catch(() => undefined)));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  const connector = defineConnector(toyOffice, {
    title: 'An office beyond the border', config: z.strictObject({}), sandbox: openToyOffice,
    live: defineLive(z.strictObject({ place: z.string() }), {
      open: ({ config, secret }) => officeOf(cluster, secret('env:NODE'), config.place),
      check: ({ secret }) => Promise.resolve([{ what: 'credentials' as const, ok: true, says: `looked at by ${secret('env:NODE')}` }]),
      inbound: ({ deliver, secret }): WayIn => async ({ body }) => {
        await deliver('given', 'message-1', { number: Number(Buffer.from(body).toString()) });
        return { status: 202, headers: { 'content-type': 'text/plain' }, body: `taken in by ${secret('env:NODE')}` };
      },
    }),
  });
  return cluster;
}

/** What the configuration says of Gent; how it reaches the office comes with the errands. */
const gent = defineMunicipality({ id: 'gent', name: 'Gent', nis: [{ code: '44021', from: '1977-01-01' }], languages: ['nl'], plugins: [], connectors: [] });

function officeOf(cluster: ToyCluster, by: string, place: string): PortImplementation<typeof toyOffice> {
  const note = (operation: string, { key, actor, dossier, traceId }: OutwardCall) => { cluster.saw.push({ by, operation, place, call: { key, actor, dossier, traceId } }); };
  const give = (operation: string) => async ({ dossier }: { readonly dossier: string }, call: OutwardCall) => {
    note(operation, call);
    if (dossier === 'refused') throw toyFailures.refused();
    const number = cluster.given.get(call.key) ?? cluster.given.size + 1;
    cluster.given.set(call.key, number);
    await cluster.holdAnswers;
    return { number };
  };
  return {
    given: (_input, call) => { note('given', call); return Promise.resolve({ number: cluster.given.size }); },
    giveKeyed: give('giveKeyed'), giveParked: give('giveParked'), announce: give('announce'),
    giveLooked: {
      perform: give('giveLooked'),
      lookUp: (_input, call) => {
        note('look', call);
        const number = cluster.given.get(call.key);
        return Promise.resolve(number === undefined ? undefined : { number });
      },
    },
  };
}
