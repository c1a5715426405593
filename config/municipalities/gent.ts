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
import { backOfficeActions } from '../back-office-actions.ts';

const postcodes = ['9000', '9030', '9031', '9032', '9040', '9041', '9042', '9050', '9051', '9052'];
const officeHours: [string, string][] = [['08:30', '12:00'], ['13:00', '17:00']];
const earlyAndLate: [string, string][] = [['06:00', '08:00'], ['18:00', '20:30']];

export const gent = defineMunicipality({
  id: 'gent',
  name: 'Stad Gent',
  nis: [{ code: '44021', from: '1977-01-01' }],
  languages: ['nl', 'fr', 'en', 'de'],
  connectors: allSandboxes,
  website: { telephone: '09 210 10 10' },
  desk: {},
  publish: { soap: backOfficeActions },
  plugins: [
    enable(invitation, {
      websiteUrl: 'https://stad.gent.example/eid-aan-huis',
      windowDays: 90, reminderAfterDays: 14, letterAfterDays: 28 }),
    enable(communication, {
      media: ['email', 'sms', 'whatsapp', 'telephone', 'letter'],
      sender: { name: 'Stad Gent', telephone: '09 210 10 10', counter: 'AC Zuid, Woodrow Wilsonplein 1, 9000 Gent, ma-vr 9-13 u' },
    }),
    enable(complaints, { answeredBy: 'here' }),
    enable(indicators, {}),
    enable(request, {}),
    enable(appointments, {
      officials: [
        {
          official: 'els.peeters', postcodes,
          hours: { monday: officeHours, tuesday: officeHours, wednesday: officeHours, thursday: officeHours, friday: officeHours },
          specialHours: { tuesday: earlyAndLate, thursday: earlyAndLate, saturday: [['08:00', '12:00']] },
        },
        {
          official: 'tom.maes', postcodes: ['9000', '9030', '9040', '9050'],
          hours: { monday: officeHours, wednesday: officeHours, friday: officeHours }, specialHours: { wednesday: earlyAndLate },
        },
      ],
    }),
    enable(payment, { fees: { disability: 0, 'reduced-mobility': 0, 'limited-availability': 2500 } }),
    enable(biometrics, { procedure: 'normal' }),
    enable(delivery, {}),
    enable(bpostDelivery, {
      agreements: [{ region: 'Gent', postcodes, from: '2026-01-01', until: '2099-12-31', leadDays: 2 }],
      employees: [{ employee: 'bp-1001', certifiedFrom: '2026-01-01', certifiedUntil: '2099-12-31' }],
    }),
    enable(deviceBridge, {}),
    enable(authorisations, { officials: ['els.peeters', 'tom.maes'], devices: ['tablet-1'] }),
    enable(officialsScreens, {}),
    enable(outreach, {}),
    enable(adminScreens, {}),
    enable(signIn, { organisation: 'OVO-GENT' }),
  ],
});
