import { Transporters } from 'moleculer';
import type { PacketSeal, Refusal } from './packet-seal.ts';

/** What a node's connection to NATS takes; `tls` and credentials as the `nats` package has them. */
export type NatsConnection = ConstructorParameters<typeof Transporters.NATS>[0];

/**
 * Moleculer over NATS with every packet sealed: requests, answers, and by what nodes find each other. A node without the key of the cluster is therefore not
 * known to us, gets no call of ours, and makes none.
 */
export class SealedNats extends Transporters.NATS {
  readonly #seal: PacketSeal;
  readonly #refused: (reason: Refusal) => void;
  #up = false;

  constructor(connection: NatsConnection, seal: PacketSeal, refused: (reason: Refusal) => void) {
    super(connection);
    this.#seal = seal;
    this.#refused = refused;
    // A request goes to the node that was chosen for it: what is sealed for one address cannot be taken from a shared queue.
    this.hasBuiltInBalancer = false;
  }

  /** Whether the server can be reached now. */
  get isUp(): boolean {
    return this.#up;
  }

  override async connect(): Promise<void> {
    await super.connect();
    this.#up = true;
    void this.#follow();
  }

  /** The client comes back by itself; meanwhile this node hears and reaches nobody. */
  async #follow(): Promise<void> {
    const client: { status(): AsyncIterable<{ readonly type: string }> } = this.client;
    // It ends when the connection is closed for good.
    for await (const { type } of client.status()) {
      if (type === 'disconnect') this.#up = false;
      if (type === 'reconnect') this.#up = true;
    }
    this.#up = false;
  }

  override subscribe(command: string, nodeID?: string): Promise<void> {
    const address = this.getTopicName(command, nodeID);
    this.client.subscribe(address, { callback: (error: unknown, message: { readonly data: Uint8Array }) => { if (!error) void this.#take(command, address, message.data); } });
    return Promise.resolve();
  }

  override send(address: string, packet: Buffer): Promise<void> {
    return super.send(address, this.#seal.seal(address, packet));
  }

  #take(command: string, address: string, sealed: Uint8Array): Promise<void> | void {
    const { packet, refused } = this.#seal.open(address, sealed);
    if (refused) return this.#refused(refused);
    return this.receive(command, packet);
  }
}
