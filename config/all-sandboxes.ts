import { biza } from '#connectors/biza/biza.port.ts';
import { bpost } from '#connectors/bpost/bpost.port.ts';
import { citizenLogin } from '#connectors/citizen-login/citizen-login.port.ts';
import { crm } from '#connectors/crm/crm.port.ts';
import { devices } from '#connectors/devices/devices.port.ts';
import { disabilityRegister } from '#connectors/disability-register/disability-register.port.ts';
import { eidTool } from '#connectors/eid-tool/eid-tool.port.ts';
import { messaging } from '#connectors/messaging/messaging.port.ts';
import { officialLogin } from '#connectors/official-login/official-login.port.ts';
import { payment } from '#connectors/payment/payment.port.ts';
import { sandbox, type ChosenConnector } from '#services/tenancy/municipality.ts';

/** Every outside system as a sandbox: what a fresh clone runs on. */
export const allSandboxes: readonly ChosenConnector[] = [
  eidTool, crm, payment, disabilityRegister, bpost, biza, messaging, citizenLogin, officialLogin, devices,
].map((port) => sandbox(port));
