import { getTranslations } from 'next-intl/server';
import { FindOrderForm, type FindOrderState } from '@/components/orders/find-order-form-client';
import { Panel } from '@/components/ui/panel';

type FindOrderPanelProps = {
  action: (state: FindOrderState, form: FormData) => Promise<FindOrderState>;
  answered?: FindOrderState | undefined;
  locale: string;
};

/** The form that mails a fresh link, with its words in the page's language. */
export async function FindOrderPanel({ action, answered, locale }: FindOrderPanelProps) {
  const [t, checkout] = await Promise.all([getTranslations('order.find'), getTranslations('checkout')]);
  const [before = '', after = ''] = checkout('didYouMean').split('…');
  return (
    <Panel className="p-4 wide:p-8">
      <FindOrderForm
        action={action}
        answered={answered}
        locale={locale}
        words={{
          number: t('number'),
          numberHint: t('numberHint'),
          email: t('email'),
          submit: t('submit'),
          busy: t('busy'),
          sentTitle: t('sentTitle'),
          problem: t('problem'),
          errorTitle: t('errorPrefix', { title: t('documentTitle') }),
          question: { before, after },
        }}
      />
    </Panel>
  );
}
