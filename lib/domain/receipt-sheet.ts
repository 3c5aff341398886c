import type { ReceiptLine } from '#lib/domain/receipt';

/** A receipt in the words of one language, for the page and the PDF alike: whoever sets it formats nothing more. */
export type ReceiptSheet = {
  /** BCP 47: "de". */
  language: string;
  shopName: string;
  title: string;
  number: string;
  issuedAt: Date;
  facts: readonly { label: string; value: string }[];
  columns: Record<ReceiptColumn, string>;
  lines: readonly Record<ReceiptColumn, string>[];
  total: { label: string; amount: string };
  tax: { label: string; amount: string };
  /** Who it is from, a line each. */
  seller: { label: string; lines: readonly string[] };
  /** What the receipt is not. */
  notes: readonly string[];
};

export type ReceiptColumn = keyof ReceiptLine;
