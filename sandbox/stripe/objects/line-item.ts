import type { Wire } from '../protocol/wire.ts';
import type { LineItem, Session } from './session.ts';

const toPriceWire = (item: LineItem, session: Session): Wire => ({
  id: item.priceId,
  object: 'price',
  active: false,
  billing_scheme: 'per_unit',
  created: session.created,
  currency: session.currency,
  custom_unit_amount: null,
  livemode: false,
  lookup_key: null,
  metadata: {},
  nickname: null,
  product: item.productId,
  recurring: null,
  tax_behavior: item.taxBehavior,
  tiers_mode: null,
  transform_quantity: null,
  type: 'one_time',
  unit_amount: item.unitAmount,
  unit_amount_decimal: String(item.unitAmount),
});

export const toLineItemWire = (item: LineItem, session: Session): Wire => ({
  id: item.id,
  object: 'item',
  adjustable_quantity: null,
  amount_discount: 0,
  amount_subtotal: item.unitAmount * item.quantity,
  amount_tax: 0,
  amount_total: item.unitAmount * item.quantity,
  currency: session.currency,
  description: item.name,
  metadata: {},
  price: toPriceWire(item, session),
  quantity: item.quantity,
});
