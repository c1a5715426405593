import { describeRest } from '#connectors/rest-kit/describe-rest.ts';
import { eidDeliveryOperations } from './eid-delivery-operations.ts';
import { eidDeliveryProblems } from './eid-delivery-problems.ts';

export function describeEidDelivery(): object {
  return describeRest({
    title: 'Home delivery of electronic identity cards by certified employees of bpost, as this programme assumes it', version: '1.0.0',
    description: 'Beside Shipping Manager, which has no place for it: moments that are offered, a change of moment, custody of the card, and messages once more. Instants are RFC 3339.',
    operations: eidDeliveryOperations, problems: eidDeliveryProblems,
  });
}
