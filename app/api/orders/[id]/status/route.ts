import { shop } from '#lib/wiring';
import { readOrderAccess } from '@/app/order-access';
import { polledJson, polledNotFound } from '@/app/polled-json';

type Context = { params: Promise<{ id: string }> };

/** What the order page polls; small, without secrets. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  const status = await shop.readOrderStatus({ orderId: id, ...(await readOrderAccess(id)) });
  if (!status) return polledNotFound();
  const { now, ...body } = status;
  return polledJson(request, body, new Date(now));
}
