import { readPlacePage } from '#lib/catalogue/cached';
import { isLocale } from '#lib/config/shop';
import { toListedCard } from '@/components/plans/plan-card';

/** Every plan of a place, for the list that filters in the browser. The same for everyone. */
export async function GET(_request: Request, { params }: RouteContext<'/[locale]/esim/[slug]/plans'>) {
  const { locale, slug } = await params;
  const page = isLocale(locale) ? await readPlacePage(slug, locale) : undefined;
  if (!page) return new Response(null, { status: 404 });
  const plans = {
    own: page.plans.map(toListedCard),
    regional: page.regional.map(toListedCard),
    global: page.global.map(toListedCard),
  };
  return Response.json(plans, {
    headers: { 'Cache-Control': 'public, max-age=60, stale-while-revalidate=3600' },
  });
}
