import type { Locale } from '#lib/config/shop';
import {
  button,
  formatInstant,
  type MailContent,
  type MailContents,
  muted,
  orderMail,
  orderValues,
  pass,
  plain,
} from '#lib/emails/mail-content';
import type { MailDataByKind } from '#lib/emails/mail-data';
import { fillText, mailTexts } from '#lib/emails/mail-texts';

/** What is said of an order that ended without a charge. */
export const UNPAID_MAILS: MailContents<'order_released' | 'payment_failed'> = {
  order_released: released,
  payment_failed: failed,
};

function released(data: MailDataByKind['order_released'], locale: Locale): MailContent {
  const texts = mailTexts(locale).released;
  const values = { ...orderValues(data, locale), releasedAt: formatInstant(data.releasedAt, locale) };
  const undelivered = data.quantity === 1 ? texts.body : texts.many;
  const subject = data.arrived > 0 ? '{heading} ({number})' : texts.subject;
  return orderMail(data, locale, {
    subject: fillText(subject, { ...values, heading: texts.heading }),
    preview: fillText(texts.preview, values),
    heading: texts.heading,
    blocks: [
      plain(fillText(data.arrived > 0 ? texts.shown : undelivered, values)),
      ...(data.arrived > 0 ? [] : [plain(texts.late)]),
      button(texts.button, data.browseUrl, locale),
      pass(data, { priceLabel: texts.priceLabel, more: [], locale }),
      muted(fillText(texts.details, { url: data.orderUrl })),
    ],
  });
}

function failed(data: MailDataByKind['payment_failed'], locale: Locale): MailContent {
  const texts = mailTexts(locale).paymentFailed;
  const values = orderValues(data, locale);
  return orderMail(data, locale, {
    subject: fillText(texts.subject, values),
    preview: texts.preview,
    heading: texts.heading,
    blocks: [
      plain(fillText(texts.body, values)),
      plain(texts.next),
      button(texts.button, data.browseUrl, locale),
      pass(data, { priceLabel: texts.priceLabel, more: [], locale }),
    ],
  });
}
