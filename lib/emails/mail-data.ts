import type { Money } from '#lib/domain/money';
import type { OrderNumber, PlanSnapshot } from '#lib/domain/order';

/** What every mail about an order carries. `orderUrl` opens the order: it is a key and belongs in the mail alone. */
export type OrderMailData = {
  shopUrl: string;
  number: OrderNumber;
  plan: PlanSnapshot;
  price: Money;
  orderUrl: string;
};

/** What each kind of mail needs; none of them ever carries an activation code. */
export type MailDataByKind = {
  /** The amount is on hold and the eSIM is being bought. */
  order_received: OrderMailData & { promiseMinutes: number };
  /** The eSIM is there and the card was charged. */
  order_ready: OrderMailData & { paidAt: Date; readyAt: Date };
  /** Not delivered in time, the hold was released. `browseUrl`: plans for the same place. */
  order_released: OrderMailData & { releasedAt: Date; browseUrl: string };
  /** The owner asked for a fresh link. */
  order_link: OrderMailData;
  /** Nothing in it comes from whoever asked for it. */
  sign_in: { shopUrl: string; signInUrl: string; minutes: number };
};

export type MailKind = keyof MailDataByKind;
