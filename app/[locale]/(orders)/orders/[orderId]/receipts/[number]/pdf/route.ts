import { getTranslations } from 'next-intl/server';
import { isLocale, SHOP } from '#lib/config/shop';
import { readReceiptFonts } from '#lib/receipts/receipt-fonts';
import { renderReceiptPdf } from '#lib/receipts/render-receipt-pdf';
import { readOwnReceipt } from '@/app/[locale]/(orders)/orders/[orderId]/receipts/[number]/read-own-receipt';

type Context = { params: Promise<{ locale: string; orderId: string; number: string }> };

/** The receipt to keep. What does not exist and what is somebody else's are the same 404. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { locale: asked, orderId, number } = await params;
  const locale = isLocale(asked) ? asked : SHOP.defaultLocale;
  const receipt = await readOwnReceipt(orderId, number, locale);
  if (!receipt) {
    const t = await getTranslations({ locale, namespace: 'order.unknown' });
    return new Response(t('title'), { status: 404 });
  }
  const pdf = await renderReceiptPdf(receipt, await readReceiptFonts());
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${receipt.number}.pdf"`,
    'Content-Length': String(pdf.byteLength),
  };
  return new Response(pdf, { headers });
}
