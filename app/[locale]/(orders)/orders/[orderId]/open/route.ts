import { isLocale, SHOP } from '#lib/config/shop';
import { parseOrderId } from '#lib/domain/order';
import { shop } from '#lib/wiring';
import { readClientKey } from '@/app/client-key';
import { keepOrderToken } from '@/app/order-access';

type Context = { params: Promise<{ locale: string; orderId: string }> };

/** The link of a mail: keeps its key in this browser and goes on to an address without it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { locale: asked, orderId } = await params;
  const locale = isLocale(asked) ? asked : SHOP.defaultLocale;
  const token = new URL(request.url).searchParams.get('t') ?? '';
  const id = parseOrderId(orderId);
  const opens =
    id !== undefined &&
    token !== '' &&
    (await shop.openOrderLink({ orderId: id, token, clientKey: await readClientKey() }));
  if (!opens) return seeOther(`/${locale}/orders?unknown=1`);
  await keepOrderToken(id, token);
  return seeOther(`/${locale}/orders/${id}`);
}

/** Relative, so that it holds behind any proxy. */
function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } });
}
