import type { getTranslations } from 'next-intl/server';
import { formatMoney, type Money, money } from '#lib/domain/money';
import type { Receipt, ReceiptDiscount, ReceiptLine } from '#lib/domain/receipt';
import type { ReceiptColumn, ReceiptSheet } from '#lib/domain/receipt-sheet';

type ReceiptTranslator = Awaited<ReturnType<typeof getTranslations<'receipt'>>>;

type SheetContext = {
  t: ReceiptTranslator;
  locale: string;
  shopName: string;
  seller: { name: string; address: readonly string[]; taxId?: string };
  /** Payments go to a stand-in, and the receipt says so. */
  sandbox: boolean;
};

/** Server only, like all times and amounts that are written once: the words come from the server's ICU. */
export function toReceiptSheet(receipt: Receipt, context: SheetContext): ReceiptSheet {
  const { t, locale, shopName, sandbox } = context;
  const { kind, tax } = receipt;
  const rate = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  return {
    language: locale,
    shopName,
    title: t(`title.${kind}`),
    number: receipt.number,
    issuedAt: receipt.issuedAt,
    facts: toFacts(receipt, context),
    columns: {
      description: t('columns.description'),
      quantity: t('columns.quantity'),
      unit: t('columns.unit'),
      total: t('columns.total'),
    },
    lines: [
      ...receipt.lines.map((line) => toLine(line, kind, context)),
      ...toDiscountLines(receipt, context),
    ],
    total: { label: t(`total.${kind}`), amount: formatMoney(receipt.total, locale) },
    tax: {
      label: t(`tax.${kind}`, { rate: rate.format(tax.rateBps / 10_000) }),
      amount: formatMoney(tax.included, locale),
    },
    seller: { label: t('seller'), lines: sellerLines(context) },
    notes: [t(`note.${kind}`), ...(sandbox ? [t('sandbox')] : [])],
  };
}

function toFacts(receipt: Receipt, { t, locale }: SheetContext): ReceiptSheet['facts'] {
  const facts = [
    { label: t('number'), value: receipt.number },
    { label: t('order'), value: receipt.orderNumber },
    { label: t(`date.${receipt.kind}`), value: formatInstant(receipt.issuedAt, locale) },
    { label: t('email'), value: receipt.email },
  ];
  if (receipt.kind === 'charge') return facts;
  const { refundOf, paymentReference } = receipt;
  const reference = paymentReference ? [{ label: t('reference'), value: paymentReference }] : [];
  return [...facts, { label: t('refundOf'), value: refundOf }, ...reference];
}

function toLine(
  line: ReceiptLine,
  kind: Receipt['kind'],
  { t, locale }: SheetContext,
): Record<ReceiptColumn, string> {
  return {
    description: t(`line.${kind}`, { plan: line.description }),
    quantity: new Intl.NumberFormat(locale).format(line.quantity),
    unit: formatMoney(line.unit, locale),
    total: formatMoney(line.total, locale),
  };
}

/** The prices above it are those of the list; what the code took off stands below them, with its sign. */
function toDiscountLines(receipt: Receipt, { t, locale }: SheetContext): Record<ReceiptColumn, string>[] {
  const discount: ReceiptDiscount | undefined = receipt.kind === 'charge' ? receipt.discount : undefined;
  if (!discount) return [];
  const less = ({ minor, currency }: Money) => formatMoney(money(-minor, currency), locale);
  return [
    {
      description: t('discount', { code: discount.code }),
      quantity: new Intl.NumberFormat(locale).format(discount.quantity),
      unit: less(discount.unit),
      total: less(discount.total),
    },
  ];
}

function sellerLines({ t, seller }: SheetContext): string[] {
  const { name, address, taxId } = seller;
  return [name, ...address, ...(taxId ? [t('taxId', { id: taxId })] : [])];
}

/** A receipt is read in any time zone, so its instant names the one it is in. */
function formatInstant(instant: Date, locale: string): string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  return format.format(instant);
}
