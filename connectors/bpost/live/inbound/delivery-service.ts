import type { InboundEnv } from '#services/kernel/connector.ts';
import type { WireHandler } from '#services/kernel/wire.ts';
import type { DeliveryServiceSettings } from './delivery-service-settings.ts';
import { restService } from './rest-service.ts';
import { soapService } from './soap-service.ts';
import { readCertification, readDelivery } from './take-in-message.ts';

/** What bpost tells of its own accord: a SOAP service and its REST twin, each only where it was agreed. */
export function deliveryService({ config, ...env }: InboundEnv<DeliveryServiceSettings>): WireHandler {
  const services = new Map<string, WireHandler>([
    ...(config.soap ? [['/soap', soapService({ ...env, config: config.soap })] as const] : []),
    ...(config.rest ? restServices({ ...env, config: config.rest }) : []),
  ]);
  return (request) => services.get(request.path)?.(request) ?? Promise.resolve({ status: 404 });
}

function restServices(env: Parameters<typeof restService>[0]): [string, WireHandler][] {
  return [['/messages', restService(env, readDelivery)], ['/certifications', restService(env, readCertification)]];
}
