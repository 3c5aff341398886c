import { shop } from '#lib/wiring';
import { readAllOrderAccess } from '@/app/order-access';
import { polledJson, polledNotFound } from '@/app/polled-json';
import { toMeterWire } from '@/components/esims/meter/meter-wire';

type Context = { params: Promise<{ id: string }> };

/** What a live meter polls. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  const view = await shop.readMeter({ esimId: id, ...(await readAllOrderAccess()) });
  if (!view) return polledNotFound();
  const { meter, profileState, usageEveryMinutes } = view;
  const body = {
    meter: toMeterWire(meter),
    profileState,
    ...(usageEveryMinutes !== undefined && { usageEveryMinutes }),
  };
  return polledJson(request, body, new Date());
}
