import type { Locale } from '#lib/config/shop';
import { formatMoney } from '#lib/domain/money';
import {
  button,
  formatInstant,
  type MailBlock,
  type MailContent,
  type MailContents,
  muted,
  orderMail,
  plain,
} from '#lib/emails/mail-content';
import type { MailDataByKind, RefundMailData } from '#lib/emails/mail-data';
import { fillText, mailTexts } from '#lib/emails/mail-texts';

/** What is said of money that goes back. */
export const REFUND_MAILS: MailContents<
  'refund_started' | 'refund_done' | 'refund_delayed' | 'withdrawal_received'
> = {
  refund_started: started,
  refund_done: done,
  refund_delayed: delayed,
  withdrawal_received: withdrawalReceived,
};

function started(data: RefundMailData, locale: Locale): MailContent {
  const { refundStarted: texts, refund } = mailTexts(locale);
  return refundMail(data, locale, {
    texts,
    body: [plain(refund[data.refund.reason]), plain(refund.wait), plain(refund.giveUp)],
  });
}

function done(data: RefundMailData, locale: Locale): MailContent {
  const { refundDone: texts, refund } = mailTexts(locale);
  const { reference } = data.refund;
  const found = reference ? [plain(fillText(texts.reference, { reference }))] : [];
  return refundMail(data, locale, { texts, body: [plain(refund.wait), ...found] });
}

function delayed(data: RefundMailData, locale: Locale): MailContent {
  return refundMail(data, locale, { texts: mailTexts(locale).refundDelayed, body: [] });
}

type RefundTexts = Record<'subject' | 'preview' | 'heading' | 'body', string>;

function refundMail(
  data: RefundMailData,
  locale: Locale,
  { texts, body }: { texts: RefundTexts; body: readonly MailBlock[] },
): MailContent {
  const { refund: words } = mailTexts(locale);
  const { number, amount, settledAt } = data.refund;
  const values = {
    amount: formatMoney(amount, locale),
    refund: number,
    ...(settledAt && { settledAt: formatInstant(settledAt, locale) }),
  };
  return orderMail(data, locale, {
    subject: fillText(texts.subject, values),
    preview: texts.preview,
    heading: texts.heading,
    blocks: [
      plain(fillText(texts.body, values)),
      ...body,
      button(words.button, data.orderUrl, locale),
      {
        kind: 'pass',
        fields: [
          { label: words.amount, value: values.amount },
          { label: words.number, value: number },
        ],
        lines: [words.where],
      },
    ],
  });
}

/** The acknowledgement that the law asks for: what was declared, and when it arrived. */
function withdrawalReceived(data: MailDataByKind['withdrawal_received'], locale: Locale): MailContent {
  const { withdrawal: texts } = mailTexts(locale);
  const { number, name, declaredAt } = data;
  return orderMail(data, locale, {
    subject: fillText(texts.subject, { number }),
    preview: texts.preview,
    heading: texts.heading,
    blocks: [
      plain(fillText(texts.body, { declaredAt: formatInstant(declaredAt, locale) })),
      plain(fillText(texts.declaration, { number })),
      ...(name ? [plain(fillText(texts.name, { name }))] : []),
      plain(texts.next),
      plain(texts.mails),
      button(texts.button, data.orderUrl, locale),
      muted(texts.keep),
    ],
  });
}
