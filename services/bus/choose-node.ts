import { Strategies } from 'moleculer';
import { mayBeAsked } from './border-nodes.ts';
import { SealedNats } from './sealed-nats.ts';

type Endpoint = ReturnType<Strategies.RoundRobin['select']>;

/** Nodes take turns. While the bus is away a node serves itself: what it would ask of another one waits until the bus is back. Nodes at the border are asked errands only. */
export class ChooseNode extends Strategies.RoundRobin {
  override select(offering: Endpoint[]): Endpoint {
    const nodes = offering.filter((endpoint) => mayBeAsked(endpoint.id, actionOf(endpoint)));
    const own = this.isAlone() ? nodes.filter(({ local }) => local) : [];
    return super.select(own.length > 0 ? own : nodes);
  }

  isAlone(): boolean {
    const transporter: unknown = this.broker.transit?.tx;
    return transporter instanceof SealedNats && !transporter.isUp;
  }
}

function actionOf(endpoint: Endpoint): string {
  return 'name' in endpoint && typeof endpoint.name === 'string' ? endpoint.name.slice(endpoint.id.length + 1) : '';
}
