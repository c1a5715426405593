/**
 * The one public entry for plugins and connectors from outside this repository: `eid-aan-huis/sdk`. What stands here keeps its meaning within one
 * version of the interface (`eidAanHuis.api` in their package.json); everything else of the house may change at any time.
 */
export { z } from 'zod';
export { defineConnector, defineLive, defineLever, type Connector, type ConnectorEnv, type Finding, type InboundEnv, type LiveEnv, type OpenSandbox, type SandboxEnv } from './connector.ts';
export type { CommandCtx, Ctx, Work } from './context.ts';
export { defineContract, type ActionsOf, type Contract, type EventsOf } from './contract.ts';
export { failures, isFailure, type Failure, type FailureLike } from './failure.ts';
export { defineMigration, type Migration } from './migration.ts';
export { definePlugin, handle, type Handler, type Job, type Plugin } from './plugin.ts';
export { definePort, type OutwardCall, type Port, type PortImplementation } from './port.ts';
export { defineRetention, retain, type RetentionClass } from './retention.ts';
export { secretReference } from './secret.ts';
export { column, defineTable, type Row, type Table } from './table.ts';
export type { WireAnswer, WireHandler, WireRequest } from './wire.ts';
