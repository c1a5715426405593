import type { InboundEnv } from '#services/kernel/connector.ts';
import type { WireHandler } from '#services/kernel/wire.ts';
import type { DeliveryServiceSettings } from './delivery-service-settings.ts';
import { restService } from './rest-service.ts';
import { soapService } from './soap-service.ts';

/** What bpost tells of its own accord: a SOAP service and its REST twin, each only where it was agreed. */
export function deliveryService({ config, ...env }: InboundEnv<DeliveryServiceSettings>): WireHandler {
  const services = new Map<string, WireHandler>([
    ...(config.soap ? [['/soap', soapService({ ...env, config: config.soap })] as const] : []),
    ...(config.rest ? [['/messages', restService({ ...env, config: config.rest })] as const] : []),
  ]);
  return (request) => services.get(request.path)?.(request) ?? Promise.resolve({ status: 404 });
}
