import { z } from 'zod';

/** What the tool reads of the middleware's answers: no more than it needs. */
export const nothing = z.object({});
export const token = z.object({ token: z.string() });
export const clock = z.object({ now: z.number() });
export const entered = z.object({ token: z.string(), dossier: z.string() });
export const moments = z.object({ slots: z.array(z.object({ start: z.number(), end: z.number() })) });
export const deliveryMoments = z.object({ moments: z.array(z.object({ start: z.number(), end: z.number() })) });
export const payment = z.object({
  payment: z.string(), state: z.string(), method: z.string(), amount: z.number(), checkoutUrl: z.string().nullable(), transfer: z.object({ communication: z.string() }).nullable(),
});
export const overview = z.object({ citizen: z.object({ version: z.string() }) });
export const submitted = z.object({ appointment: z.object({ start: z.number(), official: z.string() }), payment: payment.nullable() });
export const payments = z.object({ payments: z.array(payment) });
export const sandboxPayments = z.object({ payments: z.array(z.object({ paymentId: z.string(), status: z.string() })) });
export const shown = z.object({
  dossier: z.string(), state: z.string(),
  timeline: z.array(z.object({ at: z.number(), state: z.string(), by: z.string(), move: z.string() })),
  effects: z.array(z.object({ system: z.string(), operation: z.string(), attempts: z.number(), state: z.string() })),
});
export type Shown = z.output<typeof shown>;
export const captureView = z.object({ nextFingers: z.array(z.string()), asked: z.boolean(), registration: z.string(), ordering: z.string(), order: z.object({ expectedOn: z.string() }).nullable() });
export const deliveryView = z.object({ code: z.string(), activation: z.string(), identity: z.string(), start: z.number().nullable() });
export const orders = z.object({ orders: z.array(z.object({ dossier: z.string(), cardNumber: z.string(), status: z.string(), expectedOn: z.string() })) });
export const requests = z.object({ requests: z.array(z.object({ kind: z.string(), fingers: z.array(z.string()) })) });
export const messages = z.object({ messages: z.array(z.object({ medium: z.string(), language: z.string(), subject: z.string(), body: z.string(), dossier: z.string() })) });
export const bpostView = z.object({ reference: z.string() });
export const exceptionList = z.object({ exceptions: z.array(z.object({ item: z.string(), name: z.string(), state: z.string(), dossier: z.string().nullable() })) });
export const deviceAgents = z.object({ agents: z.array(z.object({ device: z.string(), line: z.unknown().nullable() })) });
