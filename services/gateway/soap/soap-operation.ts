import type { Operation } from '../operation.ts';
import { SurfaceError } from '../surface.ts';
import { shapeOfType, type Shape } from './shape.ts';
import { headersName, idempotencyKeyHeader, problemName, soapNameOf, traceIdHeader } from './soap-names.ts';

/** A public operation as SOAP knows it: the element `name` asks, `nameResponse` answers. */
export interface SoapOperation {
  readonly operation: Operation;
  readonly name: string;
  readonly responseName: string;
  readonly input: Shape;
  readonly output: Shape;
}

/** All public operations; which of them a municipality publishes is another matter. @throws SurfaceError when two would have one name */
export function soapOperationsOf(operations: readonly Operation[]): readonly SoapOperation[] {
  const made = operations.map((operation): SoapOperation => {
    const name = soapNameOf(operation.name);
    return { operation, name, responseName: `${name}Response`, input: shapeOfType(operation.action.input, 'input'), output: shapeOfType(operation.action.output, 'output') };
  }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const names = [problemName, headersName, idempotencyKeyHeader.local, traceIdHeader.local, ...made.flatMap(({ name, responseName }) => [name, responseName])];
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new SurfaceError(`two SOAP elements would be called ${twice.join(', ')}`);
  return made;
}
