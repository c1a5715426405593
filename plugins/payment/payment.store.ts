import { z } from 'zod';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import type { PaymentMethod } from '#connectors/payment/payment.port.ts';

export type PaymentState = 'starting' | 'open' | 'paid' | 'failed' | 'expired' | 'cancelled' | 'refunding' | 'refunded';
/** The payment can still be made in the ordinary way. */
export const live: readonly PaymentState[] = ['starting', 'open'];
/** The money has come in; it never counts twice, and it never becomes unpaid again. */
export const received: readonly PaymentState[] = ['paid', 'refunding', 'refunded'];

/** Each attempt to pay a fee. Nothing about the payer: the accounts and cards behind it stay with the payment system. */
export const payments = defineTable('payment_payments', {
  id: column.id(),
  dossier: column.id(),
  /** Our reference at the payment system: at most 35 characters. */
  reference: column.text(35),
  method: column.text<PaymentMethod>(20),
  /** Euro cents. */
  amount: column.integer(),
  state: column.text<PaymentState>(20),
  /** The payment system's id of an online payment. */
  externalId: column.nullable(column.text(100)),
  checkoutUrl: column.nullable(column.text(1000)),
  /** The municipality's own account, for a transfer. */
  iban: column.nullable(column.text(40)),
  beneficiary: column.nullable(column.text(100)),
  /** Every payment has one; only a transfer shows it. */
  communication: column.text(20),
  expiresAt: column.instant(),
  createdAt: column.instant(),
  paidAt: column.nullable(column.instant()),
  /** We ended it while the payment system may have taken the money: it is asked until it says how it ended there. */
  toVerify: column.flag(),
  /** Why money is given back. A code. */
  refundReason: column.nullable(column.text(60)),
}, { key: ['id'], unique: [['reference']], indexes: [['dossier', 'createdAt'], ['externalId'], ['state', 'expiresAt'], ['toVerify']] });
export type Payment = Row<typeof payments>;

/** A structured communication belongs to one payment for ever. */
export const communications = defineTable('payment_communications', { communication: column.text(20), payment: column.id() }, { key: ['communication'] });

export type CreditProblem = 'unknown-communication' | 'wrong-amount' | 'already-paid';
/** Lines of bank statements, each counted once. No counterparty; a communication only where it is a structured one: free text may say anything. */
export const credits = defineTable('payment_credits', {
  /** An id of ours; on rows from before there were marks, the bank's. */
  bankReference: column.text(100),
  amount: column.integer(),
  valueDate: column.day(),
  communication: column.nullable(column.text(20)),
  payment: column.nullable(column.id()),
  problem: column.nullable(column.text<CreditProblem>(30)),
  receivedAt: column.instant(),
  /** By which the line is known when it comes again: a bank may put anything into its reference. */
  mark: column.nullable(column.blindIndex('credit', { in: 'line', as: 'bankReference' })),
  line: column.nullable(column.sealed(z.object({ bankReference: z.string() }))),
}, { key: ['bankReference'], bound: ['payment'], indexes: [['receivedAt'], ['mark']] });

export const paymentTables = [payments, communications, credits] as const;
