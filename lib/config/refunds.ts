import type { RefundPolicy } from '#lib/domain/refund';

/** What the shop promises, beyond what the law asks for: in days from delivery. */
export const REFUNDS: RefundPolicy = { unusedDays: 180, partlyUsedDays: 14 };

/** What the law gives a consumer to withdraw, in days from the contract. */
export const WITHDRAWAL_DAYS = 14;
