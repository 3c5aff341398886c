import type { Wire } from '../protocol/wire.ts';

export type Refund = {
  id: string;
  created: number;
  chargeId: string;
  intentId: string;
  amount: number;
  currency: string;
  reason: string | null;
  metadata: Record<string, string>;
  status: 'pending' | 'succeeded' | 'failed';
  pendingReason: 'processing' | 'insufficient_funds' | null;
  failureReason: string | null;
  /** Seconds; the earliest moment of the outcome. `null` once it is known. */
  outcomeDue: number | null;
  /** The acquirer's reference number, by which the cardholder's bank finds the refund. */
  reference: string | null;
};

export const toRefundWire = (refund: Refund): Wire => ({
  id: refund.id,
  object: 'refund',
  amount: refund.amount,
  balance_transaction: null,
  charge: refund.chargeId,
  created: refund.created,
  currency: refund.currency,
  customer: null,
  customer_account: null,
  destination_details: {
    card: {
      ...(refund.reference === null ? {} : { reference: refund.reference }),
      reference_status: refund.reference === null ? 'pending' : 'available',
      reference_type: 'acquirer_reference_number',
      type: refund.status === 'pending' ? 'pending' : 'refund',
    },
    type: 'card',
  },
  ...(refund.failureReason === null ? {} : { failure_reason: refund.failureReason }),
  metadata: { ...refund.metadata },
  payment_intent: refund.intentId,
  payment_method: null,
  ...(refund.pendingReason === null ? {} : { pending_reason: refund.pendingReason }),
  reason: refund.reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: refund.status,
  transfer_reversal: null,
});
