import { bizaConnector } from '#connectors/biza/biza.connector.ts';
import { bpostConnector } from '#connectors/bpost/bpost.connector.ts';
import { citizenLoginConnector } from '#connectors/citizen-login/citizen-login.connector.ts';
import { crmConnector } from '#connectors/crm/crm.connector.ts';
import { devicesConnector } from '#connectors/devices/devices.connector.ts';
import { disabilityRegisterConnector } from '#connectors/disability-register/disability-register.connector.ts';
import { eidToolConnector } from '#connectors/eid-tool/eid-tool.connector.ts';
import { eventStreamConnector } from '#connectors/event-stream/event-stream.connector.ts';
import { messagingConnector } from '#connectors/messaging/messaging.connector.ts';
import { officialLoginConnector } from '#connectors/official-login/official-login.connector.ts';
import { paymentConnector } from '#connectors/payment/payment.connector.ts';
import { adminScreensPlugin } from '#plugins/admin-screens/admin-screens.plugin.ts';
import { appointmentsPlugin } from '#plugins/appointments/appointments.plugin.ts';
import { authorisationsPlugin } from '#plugins/authorisations/authorisations.plugin.ts';
import { backOfficeEventsPlugin } from '#plugins/back-office-events/back-office-events.plugin.ts';
import { biometricsPlugin } from '#plugins/biometrics/biometrics.plugin.ts';
import { bpostDeliveryPlugin } from '#plugins/bpost-delivery/bpost-delivery.plugin.ts';
import { communicationPlugin } from '#plugins/communication/communication.plugin.ts';
import { complaintsPlugin } from '#plugins/complaints/complaints.plugin.ts';
import { dailyDigestPlugin } from '#plugins/daily-digest/daily-digest.plugin.ts';
import { deliveryPlugin } from '#plugins/delivery/delivery.plugin.ts';
import { deviceBridgePlugin } from '#plugins/device-bridge/device-bridge.plugin.ts';
import { indicatorsPlugin } from '#plugins/indicators/indicators.plugin.ts';
import { invitationPlugin } from '#plugins/invitation/invitation.plugin.ts';
import { officialsScreensPlugin } from '#plugins/officials-screens/officials-screens.plugin.ts';
import { outreachPlugin } from '#plugins/outreach/outreach.plugin.ts';
import { paymentPlugin } from '#plugins/payment/payment.plugin.ts';
import { requestPlugin } from '#plugins/request/request.plugin.ts';
import { signInPlugin } from '#plugins/sign-in/sign-in.plugin.ts';
import type { Offer } from '#services/tenancy/offer.ts';

/** Every plugin and connector that a municipality can choose from. */
export const catalogue: Offer = {
  plugins: [
    invitationPlugin, communicationPlugin, requestPlugin, appointmentsPlugin, paymentPlugin, deviceBridgePlugin, biometricsPlugin, deliveryPlugin, bpostDeliveryPlugin,
    authorisationsPlugin, signInPlugin, complaintsPlugin, backOfficeEventsPlugin, dailyDigestPlugin, officialsScreensPlugin, outreachPlugin, indicatorsPlugin, adminScreensPlugin,
  ],
  connectors: [
    eidToolConnector, crmConnector, disabilityRegisterConnector, messagingConnector, paymentConnector, bizaConnector, bpostConnector, devicesConnector, citizenLoginConnector,
    officialLoginConnector, eventStreamConnector,
  ],
};
