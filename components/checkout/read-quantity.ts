import { isQuantity } from '#lib/domain/order';

/** How many eSIMs, from a form or an address: "3". Plain digits alone, so "1e1", "+3" and " 3" are `undefined`. */
export function readQuantity(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,2}$/.test(text)) return undefined;
  const quantity = Number(text);
  return isQuantity(quantity) && String(quantity) === text ? quantity : undefined;
}
