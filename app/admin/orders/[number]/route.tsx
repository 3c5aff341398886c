import { readSessionEmail } from '#lib/account/session';
import { shop } from '#lib/wiring';
import { answerPage, answerUnknown } from '@/app/admin/answer';
import { TimelinePage } from '@/components/admin/timeline-page';

/** One order's way, for the operators who are signed in. */
export async function GET(_request: Request, { params }: RouteContext<'/admin/orders/[number]'>) {
  const email = await readSessionEmail();
  if (!shop.admin.isOperator(email)) return answerUnknown();
  const { number } = await params;
  const order = await shop.admin.readTimeline({ number, email });
  return order ? answerPage(<TimelinePage order={order} now={new Date()} />) : answerUnknown();
}
