import { inboundUrl, openPorts, type OpenPorts, type OpenPortsOptions } from '#services/host/open-ports.ts';
import type { Errand } from './errand.ts';
import { openFromErrands, type FromErrands, type FromErrandsOptions } from './settings-from-errands.ts';

/** The sides of connectors by which errands are carried out. */
export interface ErrandPorts {
  readonly ports: OpenPorts;
  /** Before an errand is carried out. @throws outside.not-reached-here */
  prepare(errand: Errand): void;
}
export type ErrandPortsOptions = Omit<FromErrandsOptions, 'renew'> & Pick<OpenPortsOptions, 'random' | 'secret' | 'deliver'>;

/**
 * With the settings that came along, also where a node knows settings itself: it may not have taken over yet what the sender has, and would ask a sandbox for what is live by now.
 */
export function openErrandPorts({ definitions, connectors, realNow, ...means }: ErrandPortsOptions): ErrandPorts {
  const known: FromErrands = openFromErrands({ definitions, connectors, realNow, renew: (municipality, port) => { ports.renew(municipality, port); } });
  // No sandbox is opened by an errand, so none keeps anything.
  const ports = openPorts({ ...means, municipalities: known.municipalities, now: known.now, realNow, folder: '', inboundUrl: (nis, port) => inboundUrl(known.publicUrl(), nis, port) });
  return { ports, prepare: known.take };
}
