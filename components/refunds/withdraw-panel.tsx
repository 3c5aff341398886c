import { getTranslations } from 'next-intl/server';
import { WithdrawForm, type WithdrawWords } from '@/components/refunds/withdraw-form-client';
import type { WithdrawAction, WithdrawState } from '@/components/refunds/withdraw-state';
import { Panel } from '@/components/ui/panel';

type WithdrawPanelProps = { action: WithdrawAction; first: WithdrawState; locale: string };

/** The two steps of a withdrawal, with their words in the page's language. */
export async function WithdrawPanel({ action, first, locale }: WithdrawPanelProps) {
  return (
    <Panel className="p-4 wide:p-8">
      <WithdrawForm action={action} first={first} locale={locale} words={await readWords()} />
    </Panel>
  );
}

async function readWords(): Promise<WithdrawWords> {
  const [t, checkout] = await Promise.all([getTranslations('refund.withdraw'), getTranslations('checkout')]);
  const [before = '', after = ''] = checkout('didYouMean').split('…');
  const [arrived = '', number = ''] = t('received').split('…');
  return {
    enterTitle: t('enterTitle'),
    number: t('number'),
    numberHint: t('numberHint'),
    email: t('email'),
    emailHint: t('emailHint'),
    name: t('name'),
    continue: t('continue'),
    busy: t('busy'),
    confirmTitle: t('confirmTitle'),
    declarationLabel: t('declarationLabel'),
    nameLabel: t('nameLabel'),
    emailLabel: t('emailLabel'),
    scope: t('scope'),
    confirm: t('confirm'),
    change: t('change'),
    receivedTitle: t('receivedTitle'),
    again: t('again'),
    problem: t('problem'),
    errorTitle: t('errorPrefix', { title: t('title') }),
    question: { before, after },
    received: { before: arrived, after: number },
  };
}
