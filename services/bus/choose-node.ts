import { Strategies } from 'moleculer';
import { SealedNats } from './sealed-nats.ts';

type Endpoint = ReturnType<Strategies.RoundRobin['select']>;

/** Nodes take turns. While the bus is away a node serves itself: what it would ask of another one waits until the bus is back. */
export class ChooseNode extends Strategies.RoundRobin {
  override select(nodes: Endpoint[]): Endpoint {
    const own = this.isAlone() ? nodes.filter(({ local }) => local) : [];
    return super.select(own.length > 0 ? own : nodes);
  }

  isAlone(): boolean {
    const transporter: unknown = this.broker.transit?.tx;
    return transporter instanceof SealedNats && !transporter.isUp;
  }
}
