import type { BooksStore } from '#lib/db/books-store';
import type { ProviderId } from '#lib/domain/plan';

/** `to` is after the last day. */
export type InvoiceInput = { provider: ProviderId; invoice: string; from: Date; to: Date };

export type InvoiceComparison = {
  /** By day in UTC: purchases that the wholesaler accepted from us. */
  days: { day: string; accepted: number; invoiced: number }[];
  /** Different order numbers on the invoice. */
  invoiced: number;
  /** Those of them that none of our calls was answered with. */
  unknown: string[];
  /** On the invoice more than once. */
  doubled: string[];
  /** Accepted from us and not on the invoice. */
  missing: string[];
};

/** As ZIM numbers its orders. */
const ORDER_NUMBER = /\bordr_[A-Za-z0-9_-]+/g;

/**
 * Compares the invoice of a wholesaler whose wallet cannot be read with the purchases that it accepted from us.
 * `invoice`: its text in whatever form, a CSV or the text of a PDF; every order number in it is taken.
 */
export async function compareInvoice(
  { books }: { books: Pick<BooksStore, 'listPlaced' | 'findKnown'> },
  input: InvoiceInput,
): Promise<InvoiceComparison> {
  const numbers: readonly string[] = input.invoice.match(ORDER_NUMBER) ?? [];
  const invoiced = new Set(numbers);
  const known = await books.findKnown(input.provider, [...invoiced]);
  const placed = await books.listPlaced(input.provider, input);
  const days = Map.groupBy(placed, ({ at }) => at.toISOString().slice(0, 10));
  return {
    days: [...days].map(([day, purchases]) => ({
      day,
      accepted: purchases.length,
      invoiced: purchases.filter(({ ref }) => invoiced.has(ref)).length,
    })),
    invoiced: invoiced.size,
    unknown: [...invoiced].filter((number) => !known.has(number)),
    doubled: [...new Set(numbers.filter((number, index) => numbers.indexOf(number) !== index))],
    missing: placed.flatMap(({ ref }) => (invoiced.has(ref) ? [] : [ref])),
  };
}
