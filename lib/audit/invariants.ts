import type { BreakKind } from '#lib/db/audit-store';

/** What a break says, and what an operator does about it. A break closes by itself once its cause is gone. */
export type Invariant = { meaning: string; mend: string };

/** Everything the audit looks for, the customers' money first. The queries are in `lib/db/audit-*-queries.ts`. */
export const INVARIANTS: Record<BreakKind, Invariant> = {
  charged_undelivered: {
    meaning: 'More was taken than was delivered and refunded.',
    mend: 'Refund the difference in Stripe, then set capturedMinor to what was kept.',
  },
  promise_overrun: {
    meaning: 'An order is past its promise by ten minutes, and its hold is neither captured nor released.',
    mend: 'See whether the worker runs and Stripe answers; if not, cancel the payment in Stripe.',
  },
  refunds_exceed_payment: {
    meaning: 'The refunds of an order add up to more than was taken.',
    mend: 'Set the refund that is wrong to failed before it is sent.',
  },
  refund_needs_person: {
    meaning: 'A refund is under way for a day, or Stripe will not make it.',
    mend: 'Refund in Stripe or by bank transfer, then set the refund to succeeded.',
  },
  payment_without_order: {
    meaning: 'A payment is held or taken, and no order of ours is paid with it.',
    mend: 'Look it up in Stripe and give it back, or leave it to whoever else uses the account; then write into the note of its events what came of it.',
  },
  dispute_open: {
    meaning: 'A cardholder disputes a charge.',
    mend: 'Answer in Stripe with the timeline of the order, then set its payment to won or lost.',
  },
  order_in_review: {
    meaning: 'A payment contradicts its order; nothing is bought and nothing released.',
    mend: 'Compare the payment in Stripe with the order; cancel it there when it is not the order’s.',
  },
  line_held: {
    meaning: 'An eSIM is held back, ten minutes after the money was.',
    mend: 'Mend the stated reason; past the promise the money is released by itself.',
  },
  delivered_unpaid: {
    meaning: 'An eSIM is stored or shown for an order without money.',
    mend: 'Look in the timeline at what moved the payment, and in Stripe at the money.',
  },
  delivered_undercharged: {
    meaning: 'More was delivered than was taken.',
    mend: 'Compare the capture in Stripe with the timeline.',
  },
  esim_shared: {
    meaning: 'Two customers hold the same eSIM.',
    mend: 'Replace the eSIM of the later order, and ask the wholesaler.',
  },
  arrived_without_esim: {
    meaning: 'An eSIM counts as arrived, but its codes are not stored.',
    mend: 'Ask the wholesaler for the purchase by its reference, or refund.',
  },
  code_unsealed: {
    meaning: 'An activation code is stored in the clear.',
    mend: 'Find out what wrote it; replace the eSIM if anybody could read it.',
  },
  line_left_open: {
    meaning: 'The money of an order is settled while one of its eSIMs is still on its way.',
    mend: 'Refund the customer what is missing; see in the timeline what settled it.',
  },
  silent_change: {
    meaning: 'An order changed without an event.',
    mend: 'Somebody changed the row by hand: note in an event what was done and why.',
  },
  forgotten: {
    meaning: 'Something is open that no worker will look at.',
    mend: 'Set nextActionAt of the row to now().',
  },
  withdrawal_open: {
    meaning:
      'A customer withdrew and nothing went back: a partner cannot be asked what was used, or a payment taken.',
    mend: 'It is tried again by itself, ever more seldom. When it lasts, refund at Stripe.',
  },
  overdue: {
    meaning: 'Work has been due for ten minutes and nobody did it.',
    mend: 'See whether the worker runs.',
  },
  failing: {
    meaning: 'Work throws each time it is tried.',
    mend: 'Read the log lines of the order.',
  },
  lease_stuck: {
    meaning: 'A lease ended ten minutes ago and nobody took the work over, or it lasts longer than that.',
    mend: 'See whether the worker runs and the clocks agree.',
  },
  task_failing: {
    meaning: 'Recurring work failed, or has not run for half an hour.',
    mend: 'Read the error; it is tried again every minute.',
  },
  event_unhandled: {
    meaning: 'A webhook was taken an hour ago and could not be worked.',
    mend: 'Look the object up in Stripe; set handledAt when nothing is to be done.',
  },
  mail_unsent: {
    meaning: 'A mail is waiting for an hour, or was given up.',
    mend: 'See whether the mail server takes mails; set nextTryAt to now() to try again, or sentAt to leave it.',
  },
  mail_repeated: {
    meaning: 'A customer was written to twice about the same thing.',
    mend: 'Find out what queued the second one.',
  },
  pool_overclaimed: {
    meaning: 'More eSIMs of a plan were taken for ours than were bought.',
    mend: 'Compare the purchases with the wholesaler’s invoice; sell no more of that plan until it fits.',
  },
  pool_item_not_ours_sold: {
    meaning: 'A customer was given an eSIM that this shop did not buy.',
    mend: 'Replace it, and find out who else buys in the account.',
  },
  pool_item_stranded: {
    meaning: 'An eSIM is kept for a line that was cancelled an hour ago.',
    mend: 'Nothing: the next purchase of its plan takes it.',
  },
  pool_item_quarantined: {
    meaning: 'An eSIM appeared in the account that this shop may not sell.',
    mend: 'Find out who buys there; set its origin to baseline once that is known.',
  },
  purchase_unseen: {
    meaning: 'A wholesaler took an order half an hour ago, and its eSIM has not appeared.',
    mend: 'Claim the order from the wholesaler, and write into the note of the purchase what came of it.',
  },
  purchase_doubled: {
    meaning: 'A wholesaler’s books hold a purchase of ours twice.',
    mend: 'Ask it to take the second one back, then set settledAt of the difference to now().',
  },
  purchase_unknown: {
    meaning: 'A wholesaler’s books hold a purchase that no order of ours explains.',
    mend: 'Find out who else has our key, or which call lost its answer; then set settledAt to now().',
  },
  give_back_refused: {
    meaning: 'A wholesaler refused to take an eSIM back that nobody pays for.',
    mend: 'Claim it from the wholesaler; set giveBack to done when that is settled.',
  },
};
