import type { Operation } from '#services/kernel/port.ts';
import type { OutboxControls } from '#services/outbox/outbox-controls.ts';
import type { MunicipalityDefinition } from '#services/tenancy/municipality.ts';
import type { AdministrationControls } from '#services/tenancy/plan-change.ts';
import { briefly } from './call-port.ts';
import { findEffect } from './find-part.ts';
import { listCertificates } from './list-certificates.ts';
import { municipalityOf, type Engine } from './engine.ts';
import { portFailures } from './open-ports.ts';
import type { SeenCertificates } from './see-certificates.ts';
import { settleHappened } from './settle-happened.ts';
import { takeInMessage } from './take-in-message.ts';

/** What this node tells its outbox plugin about itself. @param certificates of this node, kept while it runs */
export function nodeControls(engine: Engine, certificates: SeenCertificates): OutboxControls {
  return {
    node: engine.node, realNow: engine.realNow, wake: engine.wake, circuitOf: engine.circuits.stateOf,
    effectsOf: (municipality) => new Map([...municipalityOf(engine, municipality).connectors].map(([port, { connector }]) => [port, effectNames(port, connector.port.operations)])),
    certificatesOf: (municipality, seenWithinMs) => certificates.of(municipality, { from: engine.realNow(), within: seenWithinMs }, () => (
      listCertificates(municipalityOf(engine, municipality).connectors.keys(), (port) => engine.ports.check(municipality, port)))),
    check: async (municipality, port) => {
      try {
        return await engine.ports.check(municipality, port);
      } catch (error) {
        // A secret that cannot be read stops the look before it begins.
        return [{ what: 'credentials', ok: false, says: briefly(error).message }];
      }
    },
    atDesk: ({ plugin: id, kind, name }) => {
      const plugin = engine.plugins.get(id);
      const effect = plugin && kind === 'effect' ? findEffect(plugin, name) : undefined;
      return effect?.operation.atDesk ?? [];
    },
    settleHappened: (happened) => settleHappened(engine, happened),
    takeIn: async (municipality, { source, messageId, payload }) => {
      const [id = '', message = ''] = source.split('.');
      const port = municipalityOf(engine, municipality).connectors.get(id)?.connector.port;
      if (!port) throw portFailures['not-configured']();
      await takeInMessage(engine, { municipality, port, message, id: messageId, payload });
    },
  };
}

/** What this node tells its administration plugin about itself. */
export function administrationControls(engine: Engine, { definitions, ...known }: Pick<AdministrationControls, 'offer' | 'fromOutside' | 'check'> & { readonly definitions: readonly MunicipalityDefinition[] }): AdministrationControls {
  return {
    ...known, alwaysOn: engine.alwaysOn, realNow: engine.realNow, municipalityOf: (municipality) => municipalityOf(engine, municipality),
    definitionOf: (municipality) => definitions.find(({ id }) => id === municipality) ?? municipalityOf(engine, municipality).definition,
    changed: engine.settingsChanged,
  };
}

function effectNames(port: string, operations: Readonly<Record<string, Operation>>): readonly string[] {
  return Object.entries(operations).filter(([, { idempotency }]) => idempotency !== 'read').map(([operation]) => `${port}.${operation}`);
}
