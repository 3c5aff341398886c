import type { Money } from '#lib/domain/money';
import type { OrderNumber, PlanSnapshot } from '#lib/domain/order';
import type { RefundView } from '#lib/domain/order-view';

/** What every mail about an order carries. `orderUrl` opens the order: it is a key and belongs in the mail alone. */
export type OrderMailData = {
  shopUrl: string;
  number: OrderNumber;
  plan: PlanSnapshot;
  /** Held, or taken once something was. */
  price: Money;
  quantity: number;
  orderUrl: string;
};

export type RefundMailData = OrderMailData & { refund: RefundView };

/** What each kind of mail needs; none of them ever carries an activation code. */
export type MailDataByKind = {
  /** The amount is on hold and the eSIM is being bought. */
  order_received: OrderMailData & { promiseMinutes: number };
  /** It takes longer than it should. `arrived`: of several. `until`: what is not here then is not charged. */
  order_delayed: OrderMailData & { arrived: number; until: Date };
  /** The eSIM is there and the card was charged. `notCharged`: the part of the hold for what did not arrive. */
  order_ready: OrderMailData & { arrived: number; notCharged?: Money; paidAt: Date; readyAt: Date };
  /** The hold ended without a charge. `arrived`: eSIMs that were shown before. `browseUrl`: plans for the same place. */
  order_released: OrderMailData & { arrived: number; releasedAt: Date; browseUrl: string };
  /** The bank refused after the pay page was done. */
  payment_failed: OrderMailData & { browseUrl: string };
  /** The owner asked for a fresh link. */
  order_link: OrderMailData;
  /** One eSIM's price goes back. */
  refund_started: RefundMailData;
  /** The bank has it. */
  refund_done: RefundMailData;
  /** It could not be sent by itself; a person sends it. */
  refund_delayed: RefundMailData;
  /** The acknowledgement of a withdrawal from the contract. `name`: as the consumer gave it, or empty. */
  withdrawal_received: OrderMailData & { declaredAt: Date; name: string };
  /** Nothing in it comes from whoever asked for it. */
  sign_in: { shopUrl: string; signInUrl: string; minutes: number };
};

export type MailKind = keyof MailDataByKind;
