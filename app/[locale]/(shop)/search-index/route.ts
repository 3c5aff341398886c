import { readSearchRows } from '#lib/catalogue/cached';
import { isLocale, SHOP } from '#lib/config/shop';

export function generateStaticParams() {
  return SHOP.locales.map((locale) => ({ locale }));
}

/** Every place one can search for, small enough to search in the browser. The same for everyone. */
export async function GET(_request: Request, { params }: RouteContext<'/[locale]/search-index'>) {
  const { locale } = await params;
  if (!isLocale(locale)) return new Response(null, { status: 404 });
  return Response.json(await readSearchRows(locale), {
    headers: { 'Cache-Control': 'public, max-age=300, stale-while-revalidate=86400' },
  });
}
