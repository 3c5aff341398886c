import type { EsimRow, MailRow, OrderRow, PoolRow } from '../read-truth.ts';
import type { Oracle } from './read-oracle.ts';

/** What a verdict rests on. */
export type Evidence = {
  oracle: Oracle;
  orders: OrderRow[];
  esims: EsimRow[];
  pool: PoolRow[];
  mails: MailRow[];
};

export const sum = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((total, item) => total + value(item), 0);

export const tell = ({ id, provider, payment, fulfilment, holdReason }: OrderRow) =>
  `${id} (${provider}): ${payment}, ${fulfilment}${holdReason ? `, ${holdReason}` : ''}`;
