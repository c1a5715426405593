import { adminScreens } from '#plugins/admin-screens/admin-screens.contract.ts';
import { appointments } from '#plugins/appointments/appointments.contract.ts';
import { authorisations } from '#plugins/authorisations/authorisations.contract.ts';
import { biometrics } from '#plugins/biometrics/biometrics.contract.ts';
import { bpostDelivery } from '#plugins/bpost-delivery/bpost-delivery.contract.ts';
import { communication } from '#plugins/communication/communication.contract.ts';
import { complaints } from '#plugins/complaints/complaints.contract.ts';
import { delivery } from '#plugins/delivery/delivery.contract.ts';
import { deviceBridge } from '#plugins/device-bridge/device-bridge.contract.ts';
import { indicators } from '#plugins/indicators/indicators.contract.ts';
import { invitation } from '#plugins/invitation/invitation.contract.ts';
import { officialsScreens } from '#plugins/officials-screens/officials-screens.contract.ts';
import { outreach } from '#plugins/outreach/outreach.contract.ts';
import { payment } from '#plugins/payment/payment.contract.ts';
import { request } from '#plugins/request/request.contract.ts';
import { signIn } from '#plugins/sign-in/sign-in.contract.ts';
import { defineMunicipality, enable } from '#services/tenancy/municipality.ts';
import { allSandboxes } from '../all-sandboxes.ts';
import { backOfficeReads } from '../back-office-actions.ts';

const postcodes = ['3070', '3071', '3078'];
const mornings: [string, string][] = [['09:00', '12:30']];

export const kortenberg = defineMunicipality({
  id: 'kortenberg',
  name: 'Gemeente Kortenberg',
  nis: [{ code: '24055', from: '1977-01-01' }],
  languages: ['nl', 'fr'],
  connectors: allSandboxes,
  website: { telephone: '02 755 22 00' },
  desk: {},
  publish: { soap: backOfficeReads },
  plugins: [
    enable(invitation, {
      websiteUrl: 'https://kortenberg.example/eid-aan-huis',
      windowDays: 60, reminderAfterDays: 10, letterAfterDays: 20 }),
    enable(communication, {
      media: ['email', 'sms', 'telephone', 'letter'],
      sender: { name: 'Gemeente Kortenberg', telephone: '02 755 22 00', counter: 'Administratief Centrum, De Walsplein 30, 3070 Kortenberg, ma-vr 9-12 u' },
    }),
    enable(complaints, {}),
    enable(indicators, {}),
    enable(request, { changeUntilHours: 24 }),
    enable(appointments, {
      officials: [{
        official: 'an.claes', postcodes,
        hours: { tuesday: mornings, wednesday: [['09:00', '12:30'], ['13:30', '19:00']], thursday: mornings, friday: mornings },
        specialHours: { monday: [['06:30', '08:30']], thursday: [['18:00', '21:00']] },
      }],
      noticeHours: 48, visitMinutes: { capture: 60, delivery: 30 },
    }),
    enable(payment, { fees: { disability: 0, 'reduced-mobility': 500, 'limited-availability': 3500 }, transferDays: 7 }),
    enable(biometrics, { procedure: 'urgent' }),
    enable(delivery, { marginDays: 2 }),
    enable(bpostDelivery, {
      agreements: [{ region: 'Kortenberg', postcodes, from: '2026-01-01', until: '2099-12-31', leadDays: 3 }],
      employees: [{ employee: 'bp-2001', certifiedFrom: '2026-01-01', certifiedUntil: '2099-12-31' }],
    }),
    enable(deviceBridge, {}),
    enable(authorisations, { officials: ['an.claes'], devices: ['tablet-1'] }),
    enable(officialsScreens, {}),
    enable(outreach, {}),
    enable(adminScreens, {}),
    enable(signIn, { organisation: 'OVO-KORTENBERG' }),
  ],
});
