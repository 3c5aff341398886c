/** How often something that costs money, sends mail or could be guessed may be tried. `points` per `seconds`. */
export const LIMITS = {
  checkout_client: { points: 10, seconds: 600 },
  checkout_email: { points: 10, seconds: 3600 },
  /** Each view of a checkout with a code is one, and so is each press on "Apply". */
  promotion_client: { points: 30, seconds: 600 },
  order_link_client: { points: 8, seconds: 3600 },
  order_link_email: { points: 5, seconds: 3600 },
  order_open_client: { points: 30, seconds: 600 },
  sign_in_client: { points: 10, seconds: 3600 },
  sign_in_email: { points: 5, seconds: 3600 },
} as const;

export type LimitKind = keyof typeof LIMITS;
