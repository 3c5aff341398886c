import { readSessionEmail } from '#lib/account/session';
import { shop } from '#lib/wiring';
import { answerPage, answerUnknown } from '@/app/admin/answer';
import { OverviewPage } from '@/components/admin/overview-page';

/** What may need a person, for the operators who are signed in. */
export async function GET() {
  const email = await readSessionEmail();
  if (!shop.admin.isOperator(email)) return answerUnknown();
  const overview = await shop.admin.readOverview({ email });
  return overview ? answerPage(<OverviewPage overview={overview} now={new Date()} />) : answerUnknown();
}
