import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { findOrderAction } from '@/app/[locale]/(orders)/orders/actions';
import { formMetadata } from '@/app/form-metadata';
import { readFormAnswer } from '@/app/plain-form';
import { FindOrderPanel } from '@/components/orders/find-order-panel';
import { Notice } from '@/components/ui/notice';
import { Sign } from '@/components/ui/sign';
import { requireLocale } from '@/i18n/require-locale';

/** Without a fallback the form is there without JavaScript too. */
export const instant = false;

const words = z.string().optional();
const findAnswer = z.object({
  attempt: z.number(),
  number: z.string(),
  email: z.string(),
  sent: words,
  problems: z.object({ number: words, email: words, form: words }).optional(),
});

type FindOrderPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('order.find');
  return formMetadata(t('documentTitle'));
}

export default async function FindOrderPage({ searchParams }: FindOrderPageProps) {
  const locale = await requireLocale();
  const t = await getTranslations('order.find');
  const { unknown, answer } = await searchParams;
  const answered = await readFormAnswer(answer, findAnswer);
  return (
    <>
      <Sign title={t('title')}>
        <p className="max-w-xl pb-2 text-board-muted text-large">{t('lead')}</p>
      </Sign>
      <div className="wrap py-5 wide:py-10">
        <div className="max-w-xl space-y-5">
          {unknown ? <Notice tone="warn">{t('unknown')}</Notice> : null}
          <FindOrderPanel action={findOrderAction} answered={answered} locale={locale} />
          <Link
            href={`/${locale}/sign-in`}
            className="link inline-flex min-h-11 items-center font-semibold text-small"
          >
            {t('signIn')}
          </Link>
        </div>
      </div>
    </>
  );
}
